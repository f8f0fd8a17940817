/**
 * `npm run seed-demo [-- FOLDER]`: creates a data folder with realistic accounts. All data comes
 * from the real calls, on a clock that starts three months ago. Keeps a folder with other content.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { hash } from 'bcryptjs'
import { openHeadless } from '../main/headless'
import { policy } from '../main/policy'
import type { Outcome } from '../preload/errors'

type Calls = Awaited<ReturnType<typeof openHeadless>>['calls']
type Person = { email: string; name: string; showOnLogIn?: boolean; inactive?: boolean; attacked?: boolean }

const day = 24 * 3_600_000
const password = 'four quiet winds'
const people: readonly Person[] = [
  { email: 'camille@example.com', name: 'Camille', showOnLogIn: true },
  { email: 'sami@example.com', name: 'Sami', showOnLogIn: true, attacked: true },
  { email: 'ana@example.com', name: 'Ana Souza' },
  { email: 'leo@example.com', name: 'Léo', showOnLogIn: true },
  { email: 'ines@example.com', name: 'Inès Martin' },
  { email: 'bob@example.com', name: 'Bob', inactive: true },
  { email: 'zoe@example.com', name: 'Zoë' },
  { email: 'noor@example.com', name: 'Noor', showOnLogIn: true },
  { email: 'jean-baptiste.de-la-fontaine@example.com', name: 'Jean-Baptiste de La Fontaine' },
]

/** The seed's user, as another program writes it: an email and a hash, no fields of Latchkey. */
const seedUserEmail = 'guillaume@holberton.io'

const folder = resolve(process.argv[2] ?? 'artifacts/demo')
const marker = join(folder, 'demo.txt')
if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(marker)) {
  console.error(`${folder} holds files that are not a demo of Latchkey: nothing was changed.`)
  process.exit(1)
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true, mode: 0o700 })
writeFileSync(marker, 'Made by npm run seed-demo, which replaces this folder when it runs again. It may be deleted.\n')

const clock = clockFrom(Date.now() - 89 * day)
const createPasswordWorker = () => new Worker(new URL('password-worker.mjs', import.meta.url))
const createDatabaseWorker = (options: WorkerOptions) => new Worker(new URL('job-worker.mjs', import.meta.url), options)
// Cheap hashes, for speed: the app replaces each at its first log-in.
const { calls, deps, close } = await openHeadless({
  folder,
  createPasswordWorker,
  createDatabaseWorker,
  clock,
  policy: { ...policy, bcryptCost: 8 },
})
for (const person of people) await createAccount(calls, person)
for (let week = 0; week < 12; week += 1) {
  for (const person of people) if (!person.inactive) await visit(calls, person, week)
}
deps.tables.users.addUser(seedUserEmail, await hash(password, 10))
for (const { email } of people.filter(({ attacked }) => attacked)) await guessPassword(calls, email)
await close()

const emails = [...people.map(({ email }) => email), seedUserEmail]
console.log(`${emails.length} accounts are in ${folder}, each with the password “${password}”:`)
for (const email of emails) console.log(`  ${email}`)
console.log(`Look at them with: npm run dev -- "--user-data-dir=${folder}"`)

async function createAccount(
  { register, logIn, confirmRecoveryKey, updatePreferences, logOut }: Calls,
  person: Person,
) {
  const { email, name: displayName, showOnLogIn = false } = person
  valueOf(await register({ email, password }))
  valueOf(await logIn({ email, password }))
  valueOf(await confirmRecoveryKey())
  valueOf(await updatePreferences({ displayName, preferences: { showOnLogIn } }))
  clock.pass(14 * 60_000)
  valueOf(await logOut())
  clock.pass(3 * 3_600_000)
}

/** One visit a week, at varying hours, sometimes with a lock or a mistyped password. */
async function visit({ logIn, lock, unlock, logOut }: Calls, { email }: Person, week: number) {
  const variant = (email.length * 7 + week * 5) % 6
  clock.pass((variant + 2) * 1_800_000)
  if (variant === 0) await logIn({ email, password: 'four quite winds' })
  valueOf(await logIn({ email, password }))
  clock.pass((variant + 1) * 60_000)
  if (variant === 3) {
    valueOf(await lock())
    clock.pass(25 * 60_000)
    valueOf(await unlock({ password }))
  }
  valueOf(await logOut())
  clock.pass(day / 2)
}

/** Three failed attempts to log in. */
async function guessPassword({ logIn }: Calls, email: string) {
  for (const guess of ['123456', 'password', 'samisami']) await logIn({ email, password: guess })
}

/** A clock that moves only when `pass` is called, and never beyond the present. */
function clockFrom(start: number) {
  let passed = 0
  const now = () => Math.min(start + passed, Date.now())
  return { now, monotonic: () => now() - start, pass: (ms: number) => void (passed += ms) }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

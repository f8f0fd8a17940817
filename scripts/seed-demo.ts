/**
 * `npm run seed-demo [-- FOLDER]`: a data folder with lively accounts, to look at and to try things on. Everything is
 * made by the real calls, on a clock that starts three months ago. A folder that holds anything else is left alone.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { hash } from 'bcryptjs'
import { openHeadless } from '../main/headless'
import { policy } from '../main/policy'
import type { Outcome } from '../preload/errors'

type Calls = Awaited<ReturnType<typeof openHeadless>>['calls']
type Person = { email: string; name: string; shown?: boolean; away?: boolean; guessedAt?: boolean }

const day = 24 * 3_600_000
const password = 'four quiet winds'
const people: readonly Person[] = [
  { email: 'camille@example.com', name: 'Camille', shown: true },
  { email: 'sami@example.com', name: 'Sami', shown: true, guessedAt: true },
  { email: 'ana@example.com', name: 'Ana Souza' },
  { email: 'leo@example.com', name: 'Léo', shown: true },
  { email: 'ines@example.com', name: 'Inès Martin' },
  { email: 'bob@example.com', name: 'Bob', away: true },
  { email: 'zoe@example.com', name: 'Zoë' },
  { email: 'noor@example.com', name: 'Noor', shown: true },
  { email: 'jean-baptiste.de-la-fontaine@example.com', name: 'Jean-Baptiste de La Fontaine' },
]

/** The seed's own person, as another program writes one into the file: a hash of its own, and nothing that only we know. */
const stranger = 'guillaume@holberton.io'

const folder = resolve(process.argv[2] ?? 'artifacts/demo')
const mark = join(folder, 'demo.txt')
if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(mark)) {
  console.error(`${folder} holds something that is no demo of ours: nothing was changed.`)
  process.exit(1)
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true, mode: 0o700 })
writeFileSync(mark, 'Made by npm run seed-demo. May be deleted, and is when it runs again.\n')

const clock = clockFrom(Date.now() - 89 * day)
const createPasswordWorker = () => new Worker(new URL('password-worker.mjs', import.meta.url))
// Cheap hashes: the app renews each at its first log-in.
const { calls, deps, close } = await openHeadless({
  folder,
  createPasswordWorker,
  clock,
  policy: { ...policy, bcryptCost: 8 },
})
for (const person of people) await moveIn(calls, person)
for (let week = 0; week < 12; week += 1) {
  for (const person of people) if (!person.away) await visit(calls, person, week)
}
deps.tables.users.addUser(stranger, await hash(password, 10))
for (const { email } of people.filter(({ guessedAt }) => guessedAt)) await guess(calls, email)
await close()

const emails = [...people.map(({ email }) => email), stranger]
console.log(`${emails.length} accounts stand in ${folder}, each with the password “${password}”:`)
for (const email of emails) console.log(`  ${email}`)
console.log(`Look at them with: npm run dev -- "--user-data-dir=${folder}"`)

async function moveIn({ register, logIn, confirmRecoveryKey, updatePreferences, logOut }: Calls, person: Person) {
  const { email, name: displayName, shown = false } = person
  valueOf(await register({ email, password }))
  valueOf(await logIn({ email, password }))
  valueOf(await confirmRecoveryKey())
  valueOf(await updatePreferences({ displayName, preferences: { showOnLogIn: shown } }))
  clock.pass(14 * 60_000)
  valueOf(await logOut())
  clock.pass(3 * 3_600_000)
}

/** A visit a week, at another hour for each; now and then a lock, or a typing error before. */
async function visit({ logIn, lock, unlock, logOut }: Calls, { email }: Person, week: number) {
  const luck = (email.length * 7 + week * 5) % 6
  clock.pass((luck + 2) * 1_800_000)
  if (luck === 0) await logIn({ email, password: 'four quite winds' })
  valueOf(await logIn({ email, password }))
  clock.pass((luck + 1) * 60_000)
  if (luck === 3) {
    valueOf(await lock())
    clock.pass(25 * 60_000)
    valueOf(await unlock({ password }))
  }
  valueOf(await logOut())
  clock.pass(day / 2)
}

/** Somebody tried three times, and was not let in. */
async function guess({ logIn }: Calls, email: string) {
  for (const guessed of ['123456', 'password', 'samisami']) await logIn({ email, password: guessed })
}

/** Time that passes when it is told to, and is never ahead of now. */
function clockFrom(start: number) {
  let passed = 0
  const now = () => Math.min(start + passed, Date.now())
  return { now, monotonic: () => now() - start, pass: (ms: number) => void (passed += ms) }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

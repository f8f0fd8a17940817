import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { StorageError } from '../../main/database/engine/storage-error'
import type { OpenedDatabase } from '../../main/database/api'
import type { DatabaseWorker } from '../../main/database/worker/database-worker'
import { createHonestFiles, mutatedFile, type HonestFiles, type MutatedFile } from './mutated-files'
import { loggedIn, registered } from './people'
import { accounts, addAccount, openStoreIn } from './store'
import { createTransferWorld } from './transfer'
import { createWorld, type World } from './world'

/** `answers`: how often each answer was given. A failure names its seed. */
export type Fuzz = { cases: number; answers: Map<string, number>; failures: string[] }

type Deps = { sql: SqlJsStatic; worker: DatabaseWorker; honest: HonestFiles; world: World; folder: string }

/** Longer than the time limit of a job and what this thread adds to it on a busy machine. */
const caseLimitMs = 60_000

/** Gives mutated files to import, restore and open, `lanes` at once. */
export async function fuzzForeignFiles(
  seeds: readonly number[],
  worker: DatabaseWorker,
  { lanes = 4 } = {},
): Promise<Fuzz> {
  const sql = await initSqlJs()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuzz-'))
  const world = await createWorld()
  await registered(world.auth)
  await loggedIn(world.auth)
  const deps = { sql, worker, honest: await createHonestFiles(sql), world, folder }
  const watch = createWatch()
  const fuzz: Fuzz = { cases: 0, answers: new Map(), failures: [] }
  const rest = [...seeds].reverse()
  const lane = async () => {
    for (let seed = rest.pop(); seed !== undefined; seed = rest.pop()) {
      const file = mutatedFile(sql, deps.honest, seed)
      watch.begin(seed)
      const { answer, problems } = await run(deps, file)
      watch.end(seed)
      const key = `${file.route}: ${answer}`
      fuzz.cases += 1
      fuzz.answers.set(key, (fuzz.answers.get(key) ?? 0) + 1)
      const what = `seed ${seed}, ${file.route}, ${file.mutations.join(' + ')}`
      fuzz.failures.push(...problems.map((problem) => `${what}: ${problem}`))
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    return fuzz
  } finally {
    watch.close()
    await world.close()
    rmSync(folder, { recursive: true })
  }
}

type Result = { answer: string; problems: string[] }

async function run(deps: Deps, file: MutatedFile): Promise<Result> {
  const folder = join(deps.folder, String(file.seed))
  mkdirSync(folder)
  try {
    return await (file.route.startsWith('open') ? open(deps, file, folder) : preview(deps, file, folder))
  } catch (error) {
    return { answer: 'threw', problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A preview answers or fails with `invalidInput`, and changes nothing in either case. */
async function preview({ worker, world }: Deps, { route, bytes }: MutatedFile, folder: string): Promise<Result> {
  const path = join(folder, 'chosen.db')
  writeFileSync(path, bytes)
  const before = [...contentOf(folder), ...contentOf(world.folder)]
  const transfer = createTransferWorld(world, { worker })
  const choose = () => Promise.resolve(path)
  const outcome = await (
    route === 'restore' ? transfer.previewRestore(choose, {}) : transfer.previewImport(choose)
  ).catch((error: unknown) => reasonOf(error))
  const changed = differences(before, [...contentOf(folder), ...contentOf(world.folder)])
  const problems = changed.map((name) => `${name} changed`)
  // docs/storage.md: a backup of a newer version. Nothing else of a file is a storage problem.
  if (typeof outcome === 'string') {
    return { answer: outcome, problems: route === 'restore' && outcome === 'newer' ? problems : [...problems, outcome] }
  }
  if (outcome.ok) return { answer: 'ok', problems: [...problems, ...oddValues(outcome.value)] }
  if (outcome.error.code !== 'invalidInput') problems.push(JSON.stringify(outcome.error))
  return { answer: JSON.stringify(outcome.error), problems }
}

/** What no screen can show: a date out of range, a count below 0, an email of any length. */
function oddValues(value: object | null): string[] {
  if (!value) return ['nothing was chosen']
  if ('madeAt' in value) {
    const { madeAt, accounts } = value as { madeAt: number; accounts: number }
    const isOdd = Number.isNaN(new Date(madeAt).getTime()) || !Number.isSafeInteger(accounts) || accounts < 0
    return isOdd ? [`the preview says ${madeAt} and ${accounts}`] : []
  }
  const { rows } = value as { rows: { email: string }[] }
  return rows.some(({ email }) => email.length > 250) ? ['an email is too long'] : []
}

/** A store that opens is whole, takes a change and opens again. If none opens, nothing changes. */
async function open({ worker, honest }: Deps, { route, bytes }: MutatedFile, folder: string): Promise<Result> {
  if (route === 'open') for (const [name, content] of honest.folder) writeFileSync(join(folder, name), content)
  writeFileSync(join(folder, 'accounts.db'), bytes)
  const before = contentOf(folder)
  const store = await openStoreIn(folder, { worker }).catch((error: unknown) => reasonOf(error))
  if (typeof store === 'string') {
    // A journal that cannot be replayed is copied (docs/storage.md).
    const changed = differences(before, contentOf(folder)).filter((name) => !name.includes('.journal.damaged-'))
    const problems = changed.map((name) => `${name} changed although the store did not open`)
    // No file-system call fails here, so `io` hides an unexpected exception.
    const isExpected = ['corrupt', 'foreign', 'newer', 'locked'].includes(store)
    return { answer: store, problems: isExpected ? problems : [...problems, store] }
  }
  const answer = store.notice?.recovered ?? 'opened'
  try {
    const problems = problemsOf(store)
    const found = accounts(store)
    if (route === 'open' && !isEdited(bytes) && found.join('\n') !== honest.accounts.join('\n'))
      problems.push('damage went undetected')
    problems.push(...tryAdd(store))
    const after = accounts(store)
    await store.close()
    const again = await openStoreIn(folder, { worker })
    if (accounts(again).join('\n') !== after.join('\n')) problems.push('other accounts after a restart')
    await again.close()
    return { answer, problems }
  } finally {
    store.discard()
  }
}

function problemsOf(store: OpenedDatabase): string[] {
  for (const table of ['users', 'attempts', 'events', 'backup_codes']) store.all(`SELECT * FROM ${table}`)
  const problems: string[] = []
  const sound = store.get('SELECT * FROM pragma_integrity_check')?.[0]
  if (sound !== 'ok') problems.push(`integrity_check: ${String(sound)}`)
  const kinds = store.get("SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')")?.[0]
  if (kinds !== 0) problems.push('a view or a trigger is in the schema')
  return problems
}

function tryAdd(store: OpenedDatabase): string[] {
  try {
    addAccount(store, 'new@x')
    return []
  } catch (error) {
    return [`no account can be added: ${String(error)}`]
  }
}

/** Another program raises the change counter: then the file is a person's own edit. */
const isEdited = (bytes: Buffer) => bytes.length >= 28 && bytes.readUInt32BE(24) !== 1

/** The reason of a StorageError, for `io` with its cause. Any other error fails the case. */
function reasonOf(error: unknown): string {
  if (!(error instanceof StorageError)) throw error
  if (error.reason === 'io') return `${error.message} ${String(error.cause)}`
  return error.reason
}

type Content = (readonly [name: string, bytes: Buffer])[]

const contentOf = (folder: string): Content =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))] as const)

function differences(before: Content, after: Content): string[] {
  const old = new Map(before)
  const now = new Map(after)
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => {
    const [a, b] = [old.get(name), now.get(name)]
    return !a || !b || !a.equals(b)
  })
}

/**
 * Ends this process if a case takes too long, and names its seed. A thread of its own does it: a
 * file that hangs SQLite in this thread stops every timer here.
 */
function createWatch() {
  const program = `
    const { parentPort } = require('node:worker_threads')
    const timers = new Map()
    parentPort.on('message', ({ seed, pid }) => {
      clearTimeout(timers.get(seed))
      timers.delete(seed)
      if (pid) timers.set(seed, setTimeout(() => {
        require('node:fs').writeSync(2, 'mutated files: seed ' + seed + ' hangs\\n')
        process.kill(pid, 'SIGKILL')
      }, ${caseLimitMs}))
    })`
  const thread = new Worker(program, { eval: true })
  return {
    begin: (seed: number) => thread.postMessage({ seed, pid: process.pid }),
    end: (seed: number) => thread.postMessage({ seed }),
    close: () => void thread.terminate(),
  }
}

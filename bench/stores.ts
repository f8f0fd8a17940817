import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import initSqlJs from 'sql.js'
import { openDatabase } from '../main/database/database'
import type { OpenedDatabase, SqlValue } from '../main/database/api'
import { createDatabaseWorker, createEngineJobs } from '../main/database/worker/database-worker'
import { nodeFileSystem } from '../main/database/engine/file-system'
import type { FileSystem } from '../main/database/engine/file-system'
import { migrations } from '../main/database/engine/migrations'
import { withoutSyncs } from '../tests/support/store'
import { openNative } from './peers'
import type { NativeDatabase } from './peers'

/** Folders of the bench, under one root on a real disk: `/tmp` is in memory on many machines. */
export function createFolders(): { next(): string; copy(folder: string): string; remove(): void } {
  const root = mkdtempSync(join(process.cwd(), 'node_modules/.cache/bench-'))
  const next = (): string => mkdtempSync(join(root, 'store-'))
  return {
    next,
    copy: (folder) => {
      const copy = next()
      cpSync(folder, copy, { recursive: true })
      return copy
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')

/** The worker as the app builds it; `npm run bench` bundles it beside the bench. */
export const databaseWorker = createDatabaseWorker({
  createWorker: (options) => new Worker(new URL('job-worker.mjs', import.meta.url), options),
  wasm: () => readFile(wasm),
  jobLimitMs: 60_000,
})

export async function openOurs(folder: string, fs: FileSystem = nodeFileSystem()): Promise<OpenedDatabase> {
  return openDatabase({
    folder,
    fs,
    sql: await initSqlJs(),
    jobs: createEngineJobs(databaseWorker),
    now: Date.now,
    randomId: () => crypto.randomUUID(),
    log: () => undefined,
  })
}

export const nativeFile = (folder: string): string => join(folder, 'native.db')

export const emailOf = (id: number): string => `person-${id}@example.com`
/** As long as a SHA-256, unique per id and round, and cheap to create. */
export const sessionOf = (id: number, round = 0): string =>
  `${(id * 2654435761) % 2 ** 32}-${round}-${id}`.padEnd(64, '0')

const insert =
  'INSERT INTO users (id, email, hashed_password, session_id, hash_origin, display_name, created_at, recovery_key_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

/**
 * Writes the same accounts into our store and better-sqlite3's, all in the main file and with empty
 * journals.
 */
export async function fill(folder: string, accounts: number): Promise<void> {
  const ours = await openOurs(folder, withoutSyncs())
  const theirs = openNative(nativeFile(folder))
  for (const { sql } of migrations) theirs.exec(sql)
  const statement = theirs.prepare(insert)
  addAccounts(ours, 1, accounts)
  theirs.transaction(() => {
    for (let id = 1; id <= accounts; id += 1) statement.run(...account(id))
  })()
  await ours.close()
  theirs.close()
}

/** Adds the accounts with these ids in one transaction. */
export function addAccounts(ours: OpenedDatabase, first: number, last: number): void {
  ours.transaction(() => {
    for (let id = first; id <= last; id += 1) ours.run(insert, account(id))
  })
}

export function walkThrough(accounts: number): (round: number) => number {
  return (round) => 1 + ((round * 7919) % accounts)
}

export type Pair = { ours: OpenedDatabase; theirs: NativeDatabase }

export async function openPair(folder: string, fs?: FileSystem): Promise<Pair> {
  return { ours: await openOurs(folder, fs), theirs: openNative(nativeFile(folder)) }
}

function account(id: number): SqlValue[] {
  const hash = `$2b$12$${'x'.repeat(53)}`
  return [id, emailOf(id), hash, sessionOf(id), 'own', `Person ${id}`, 1.7e12 + id, 'f'.repeat(64)]
}

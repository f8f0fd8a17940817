import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import { makeBackup } from '../../main/database/transfer/backup-file'
import { below, byteMutations, pick, scripts, type Random } from './file-mutations'
import { withChecksum } from './hostile-files'
import { seeded } from './seeded'
import { accounts, addAccount, openStoreIn } from './store'

/** Honest files, the same at each run: a failing seed must fail again. */
export type HonestFiles = {
  /** A file of the seed. */
  seed: Buffer
  backup: Buffer
  /** The checksum of the backup, as its digits. */
  digits: string
  /** A data folder as a killed app leaves it: `accounts.db`, its backup, and the journals. */
  folder: ReadonlyMap<string, Buffer>
  /** What a program must read from that folder. */
  accounts: string[]
}

/**
 * How a file reaches the app. `openAlone`: as the only file of the data folder. `openBackup`: the
 * same with a backup, as docs/storage.md advises. `open`: in place of the snapshot of the folder.
 */
export const routes = ['import', 'importOther', 'restore', 'openAlone', 'openBackup', 'open'] as const
export type Route = (typeof routes)[number]

export type MutatedFile = { seed: number; route: Route; mutations: string[]; bytes: Buffer }

export const snapshotOf = ({ folder }: HonestFiles) => folder.get('accounts.db') ?? Buffer.alloc(0)

export async function createHonestFiles(sql: SqlJsStatic): Promise<HonestFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-honest-'))
  try {
    const store = await openStoreIn(folder, { randomId: () => '00000000-0000-4000-8000-000000000001' })
    const add = (from: number, to: number) => {
      for (let n = from; n <= to; n += 1) addAccount(store, `${n}@x`, 'hash '.repeat(n % 3 === 0 ? 900 * (n % 4) : 12))
    }
    const event = 'INSERT INTO events (id, user_id, at, event, outcome) VALUES (?, ?, ?, ?, ?)'
    add(1, 12)
    store.transaction(() => {
      for (let n = 1; n <= 400; n += 1) store.run(event, [n, 1 + (n % 12), n, 'loggedIn', 'done'])
    })
    await store.checkpoint()
    add(13, 30)
    store.transaction(() => store.run('DELETE FROM users WHERE id IN (6, 9)'))
    await store.checkpoint()
    store.transaction(() => store.run("UPDATE users SET display_name = 'after' WHERE id < 5"))
    add(31, 33)
    const digits = 'cd'.repeat(32)
    const backup = Buffer.from(makeBackup(sql, (await store.copy()).bytes, { madeAt: 1, version: '1', marker: digits }))
    const connection = new sql.Database(backup)
    const written = String(connection.exec('SELECT checksum FROM backup')[0]?.values[0]?.[0])
    connection.close()
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
    const honest = { seed: seedFile(sql), backup, digits: written, folder: files, accounts: accounts(store) }
    await store.close()
    return honest
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** 30 rows, some with overflow pages, and a list of free pages. */
function seedFile(sql: SqlJsStatic): Buffer {
  const database = new sql.Database()
  database.run(`CREATE TABLE users (id INTEGER NOT NULL, email VARCHAR(250) NOT NULL, hashed_password VARCHAR(250) NOT NULL,
    session_id VARCHAR(250), reset_token VARCHAR(250), PRIMARY KEY (id))`)
  for (let n = 1; n <= 36; n += 1) {
    const session = n % 4 === 0 ? 'session '.repeat(n * 60) : null
    const hash = 'hash '.repeat(n % 5 === 0 ? 180 : 12)
    const email = n % 7 === 0 ? `${'long'.repeat(800)}@x` : `${n}@x`
    database.run('INSERT INTO users VALUES (?, ?, ?, ?, ?)', [n, email, hash, session, null])
  }
  database.run('DELETE FROM users WHERE id % 6 = 2')
  const bytes = Buffer.from(database.export())
  database.close()
  return bytes
}

/** The same file for the same seed: a script of SQLite, changed bytes, or both. */
export function mutatedFile(sql: SqlJsStatic, honest: HonestFiles, seed: number): MutatedFile {
  const random = seeded(seed)
  const route = routes[seed % routes.length] ?? 'open'
  const mutations: string[] = []
  let bytes: Buffer = Buffer.from(originalOf(honest, route, random))
  const isBackup = bytes.equals(honest.backup)
  if (random() < 0.4) bytes = afterScript(sql, bytes, random, mutations)
  const count = mutations.length > 0 ? below(random, 2) : 1 + below(random, 3)
  for (let n = 0; n < count; n += 1) {
    const [name, mutate] = pick(random, Object.entries(byteMutations))
    // The second mutation may not be able to read the pages that the first one damaged.
    const changed = nullOnError(() => mutate(Buffer.from(bytes), random))
    if (!changed) continue
    bytes = changed
    mutations.push(name)
  }
  if (isBackup && random() < 0.85 && bytes.includes(honest.digits, 0, 'latin1')) {
    bytes = withChecksum(bytes, honest.digits)
    mutations.push('checksum')
  }
  return { seed, route, mutations, bytes }
}

function originalOf(honest: HonestFiles, route: Route, random: Random): Buffer {
  switch (route) {
    case 'import':
      return honest.seed
    case 'importOther':
      return pick(random, [honest.backup, snapshotOf(honest)])
    case 'restore':
    case 'openBackup':
      return honest.backup
    case 'openAlone':
    case 'open':
      return snapshotOf(honest)
  }
}

function afterScript(sql: SqlJsStatic, bytes: Buffer, random: Random, mutations: string[]): Buffer {
  const [name, script] = pick(random, Object.entries(scripts))
  const database = new sql.Database(bytes)
  // A script may need a table that this file does not have.
  const exported = nullOnError(() => {
    database.run(`PRAGMA writable_schema = 1; ${script}`)
    return Buffer.from(database.export())
  })
  database.close()
  if (!exported) return bytes
  mutations.push(name)
  // As if no other program had written to it.
  if (random() < 0.5) for (const at of [24, 92]) exported.writeUInt32BE(1, at)
  return exported
}

function nullOnError<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null
  }
}

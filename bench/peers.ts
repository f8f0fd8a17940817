import { createRequire } from 'node:module'
import { resolve } from 'node:path'

/** As much of better-sqlite3 as the bench uses. */
export type NativeDatabase = {
  pragma(sql: string): unknown
  exec(sql: string): void
  prepare(sql: string): { run(...params: unknown[]): unknown; get(...params: unknown[]): unknown }
  transaction(run: () => void): () => void
  close(): void
}

/** As much of the native bcrypt as the bench uses. */
export type NativeBcrypt = { compare(password: string, hash: string): Promise<boolean> }

const peer = createRequire(resolve('bench/package.json'))

export function openNative(file: string): NativeDatabase {
  const Database = peer('better-sqlite3') as new (file: string) => NativeDatabase
  const database = new Database(file)
  // As durable as ours: each commit is synced before it returns.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('cache_size = -65536')
  return database
}

export function nativeBcrypt(): NativeBcrypt {
  return peer('bcrypt') as NativeBcrypt
}

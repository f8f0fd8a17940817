import { createRequire } from 'node:module'
import { resolve } from 'node:path'

/** The part of better-sqlite3 that the bench uses. */
export type NativeDatabase = {
  pragma(sql: string): unknown
  exec(sql: string): void
  prepare(sql: string): {
    run(...params: unknown[]): unknown
    get(...params: unknown[]): unknown
    all(...params: unknown[]): unknown[]
  }
  transaction(run: () => void): () => void
  close(): void
}

/** The part of native bcrypt that the bench uses. */
export type NativeBcrypt = { compare(password: string, hash: string): Promise<boolean> }

const requirePeer = createRequire(resolve('bench/package.json'))

export function openNative(file: string): NativeDatabase {
  const Database = requirePeer('better-sqlite3') as new (file: string) => NativeDatabase
  const database = new Database(file)
  // As durable as our store: every commit is synced before it returns.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('cache_size = -65536')
  return database
}

export function nativeBcrypt(): NativeBcrypt {
  return requirePeer('bcrypt') as NativeBcrypt
}

import { createHash } from 'node:crypto'
import { fromSlice, toSlice, type Slice } from './buffers'
import { connect, type Connection } from '../engine/connection'
import { replayOnto } from '../engine/replay'
import { migrations as ourMigrations, type Migration } from '../engine/migrations'
import type { CopySource, DatabaseCopy, Identity, StoreInspection } from '../api'
import { hasExactSchema, isSound, lastVersion, readIdentity, versionInHeader, writeIdentity } from '../engine/schema'
import type { Sql } from '../engine/sql'
import {
  makeBackup,
  openBackup,
  type BackupMetadata,
  type BackupStamp,
  type OpenedBackup,
} from '../transfer/backup-file'
import { readForeignAccounts, type ForeignAccount, type ForeignRefusal } from '../transfer/foreign-accounts'
import { insertImported, type ImportedAccount } from '../transfer/insert-imported'
import { prepareRestored, type RestoreTarget } from '../transfer/prepare-restored'
import { readOwner, type OwnerCredentials } from '../transfer/read-owner'
import { restoreDifference, type RestoreDifference } from '../transfer/restore-difference'

/**
 * What the worker does with the bytes of a file. Each job gets a copy of the bytes and answers
 * facts, the bytes of a new file, or a refusal. A job that needs a database of ours gets bytes that
 * main itself read or exported.
 */
export type Jobs = {
  /** Whether an `accounts.db` that we did not write last may be opened. */
  inspectStore: Job<{ bytes: Uint8Array; migrations: readonly Migration[] }, StoreInspection>
  /** The database after the last snapshot and the records that follow it. */
  replayOnto: Job<CopySource, Pick<DatabaseCopy, 'bytes' | 'crc'>>
  /**
   * What a file says if it is a backup that may be restored, and how its accounts differ from those
   * of now, if they can be read. Throws StorageError `newer`.
   */
  inspectBackup: Job<
    { bytes: Uint8Array; current: Uint8Array | null },
    (BackupMetadata & { difference: RestoreDifference | null }) | null
  >
  /** The credentials of an active owner in a backup; null if there is none with this email. */
  readOwner: Job<{ bytes: Uint8Array; email: string }, OwnerCredentials | null>
  /** The accounts of another program's file, reported in slices. */
  readAccounts: Job<
    { bytes: Uint8Array; maxAccounts: number },
    { refused: ForeignRefusal | null },
    Slice<ForeignAccount>
  >
  /** A backup of our database. */
  makeBackup: Job<{ current: Uint8Array; stamp: BackupStamp }, { bytes: Uint8Array }>
  /**
   * The database after a restore, and a backup of the one that it replaces (null if that cannot be
   * read). Refuses a file that is not a backup, and one without an active owner of now.
   */
  prepareRestored: Job<
    { backup: Uint8Array; current: Uint8Array | null; target: RestoreTarget; stamp: BackupStamp },
    { bytes: Uint8Array; replaced: Uint8Array | null; metadata: BackupMetadata } | { refused: 'damaged' | 'lastOwner' }
  >
  /** The database after an import, and how many accounts were added. Reports how many so far. */
  insertImported: Job<
    { current: Uint8Array; accounts: readonly Slice<ImportedAccount>[]; at: number; identity: Identity; actor: string },
    { bytes: Uint8Array; imported: number },
    number
  >
}

type Job<Input, Output, Report = never> = { input: Input; output: Output; report: Report }

export type JobName = keyof Jobs

type Run<K extends JobName> = (
  sql: Sql,
  input: Jobs[K]['input'],
  report: (report: Jobs[K]['report']) => void,
) => Jobs[K]['output']

/** Runs one job to its end. Throws StorageError, or what SQLite threw. */
export function runJob<K extends JobName>(
  sql: Sql,
  name: K,
  input: Jobs[K]['input'],
  report: (report: Jobs[K]['report']) => void,
): Jobs[K]['output'] {
  const run: Run<K> = jobs[name]
  return run(sql, input, report)
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const jobs: { [K in JobName]: Run<K> } = {
  inspectStore,
  replayOnto,
  inspectBackup: (sql, { bytes, current }) =>
    withBackup(sql, bytes, ({ connection, metadata }) => {
      const difference = withConnection(sql, current, (now) => now && restoreDifference(connection, now))
      return { ...metadata, difference }
    }),
  readOwner: (sql, { bytes, email }) => withBackup(sql, bytes, ({ connection }) => readOwner(connection, email)),
  readAccounts: (sql, { bytes, maxAccounts }, report) => ({
    refused: readForeignAccounts(sql, bytes, maxAccounts, (slice) => report(toSlice(slice))),
  }),
  makeBackup: (sql, { current, stamp }) => ({ bytes: makeBackup(sql, current, stamp) }),
  prepareRestored: (sql, { backup, current, target, stamp }) => {
    const prepared = withBackup(sql, backup, ({ connection, metadata }) => {
      const bytes = withConnection(sql, current, (now) => prepareRestored(connection, now, target))
      if (!bytes) return { refused: 'lastOwner' } as const
      return { bytes, replaced: current && makeBackup(sql, current, stamp), metadata }
    })
    return prepared ?? { refused: 'damaged' }
  },
  insertImported: (sql, { current, accounts, at, identity, actor }, report) => {
    const connection = connect(sql, current)
    try {
      connection.begin()
      const imported = insertImported(connection, accounts.flatMap(fromSlice), { at, actor }, report)
      connection.commit()
      writeIdentity(connection, identity)
      return { bytes: connection.export(), imported }
    } finally {
      connection.close()
    }
  },
}

/** Compares the schema before any other statement, then checks the file as a whole. */
function inspectStore(sql: Sql, { bytes, migrations }: Jobs['inspectStore']['input']): Jobs['inspectStore']['output'] {
  if (versionInHeader(bytes) > lastVersion(migrations)) return { refused: 'foreign' }
  let connection: Connection | null = null
  try {
    connection = connect(sql, bytes)
    if (!hasExactSchema(sql, connection, migrations, versionInHeader(bytes))) return { refused: 'foreign' }
    const identity = readIdentity(connection)
    if (!identity || !isSound(connection)) return { refused: 'damaged' }
    return { ...identity, sha256: sha256(bytes) }
  } catch {
    return { refused: 'damaged' }
  } finally {
    connection?.close()
  }
}

function withBackup<T>(sql: Sql, bytes: Uint8Array, work: (backup: OpenedBackup) => T): T | null {
  const backup = openBackup(sql, bytes, ourMigrations)
  if (!backup) return null
  try {
    return work(backup)
  } finally {
    backup.connection.close()
  }
}

function withConnection<T>(sql: Sql, bytes: Uint8Array | null, work: (connection: Connection | null) => T): T {
  if (!bytes) return work(null)
  const connection = connect(sql, bytes)
  try {
    return work(connection)
  } finally {
    connection.close()
  }
}

const mebibyte = 1024 * 1024

/** Limits of the store, unit in the name. Passed in, so that tests can use smaller ones. */
export const storeLimits = {
  /** About 12,000 changes, replayed in under 0.2 s. Above it, a checkpoint is due at idle. */
  journalDueBytes: 4 * mebibyte,
  /** Above it, the next change makes a checkpoint first, to bound the size of the journal. */
  journalMaxBytes: 64 * mebibyte,
  /** A larger database is copied by the worker: main would block for a millisecond per megabyte. */
  exportMaxBytes: 8 * mebibyte,
  /** A longer file is refused before it fills the memory; the app never writes one. */
  readMaxBytes: 512 * mebibyte,
  /**
   * A change that adds an account is refused if it needs more pages and the database would be
   * larger than this. The pages of deleted rows are used again.
   */
  growthMaxBytes: 384 * mebibyte,
  /**
   * The same for every other change: log-in, counters and events go on above `growthMaxBytes`, for
   * over a million events. Below `readMaxBytes`, because a migration or a backup adds some pages.
   */
  reserveMaxBytes: 496 * mebibyte,
  /**
   * Zeros preallocated behind the records: a commit that does not grow the file saves a third of
   * its sync time.
   */
  journalPreallocateBytes: 128 * 1024,
  /** On Windows a virus scanner or an indexer may briefly hold a new file open. */
  renameTries: 10,
  renamePauseMs: 200,
} as const

export type StoreLimits = { readonly [K in keyof typeof storeLimits]: number }

/**
 * Tables whose rows may be added above `growthMaxBytes`: small rows, pruned by age or a few per
 * account. Rows of any other table, such as `users`, may not.
 */
export const tablesWithReserve: ReadonlySet<string> = new Set([
  'attempts',
  'audit',
  'backup_codes',
  'events',
  'issued_codes',
  'registration',
  'traces',
])

const mebibyte = 1024 * 1024

/** Limits of the store, unit in the name. Passed in, so that tests can use smaller ones. */
export const storeLimits = {
  /** About 12,000 changes, replayed in under 0.2 s. Above it, a checkpoint is due at idle. */
  journalDueBytes: 4 * mebibyte,
  /** Above it, the next change makes a checkpoint first, to bound the size of the journal. */
  journalMaxBytes: 64 * mebibyte,
  /** A longer file is refused before it fills the memory; the app never writes one. */
  readMaxBytes: 512 * mebibyte,
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

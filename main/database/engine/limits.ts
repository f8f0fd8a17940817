const mebibyte = 1024 * 1024

/** The numbers of the store, unit in the name. Passed in, so that tests can use smaller ones. */
export const storeLimits = {
  /** About 12,000 changes: replayed in under 0.2 s at the next start. Over it, a checkpoint is due at idle. */
  journalDueBytes: 4 * mebibyte,
  /** If no checkpoint succeeds for so long, the next change makes one first: a journal must not grow without end. */
  journalMaxBytes: 64 * mebibyte,
  /** A file longer than this is none of ours: refused before it fills the memory. */
  readMaxBytes: 512 * mebibyte,
  /** Written ahead as zeros: a commit that does not make the file longer saves a third of its sync. */
  journalAheadBytes: 128 * 1024,
  /** On Windows a virus scanner or an indexer holds a new file for a moment. */
  renameTries: 10,
  renamePauseMs: 200,
} as const

export type StoreLimits = { readonly [K in keyof typeof storeLimits]: number }

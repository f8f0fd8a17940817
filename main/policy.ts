import { limits } from '../preload/contract'

const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes
const days = 24 * hours

/**
 * The numbers of the rules, each with its unit in its name. Injected, so that tests can use others.
 * Numbers that both sides of the bridge need are in preload/contract.ts.
 */
export const policy = {
  /** A hash takes about 0.3 s in bcryptjs on a desktop of 2020. The seed's Python can verify it. */
  bcryptCost: 12,
  /**
   * Another program's hash is malformed outside these costs: cost 31 would occupy the worker for
   * 44 hours.
   */
  foreignCostMin: 4,
  foreignCostMax: 14,
  /**
   * scrypt with N = 2^14, r = 8, p = 5, one of OWASP's alternatives: 16 MiB, and a little less time
   * than bcrypt, which runs beside it. A slot made with other numbers does not open: to change
   * them, first teach keys/slots.ts to read both.
   */
  scryptLog2N: 14,
  scryptR: 8,
  scryptP: 5,
  passwordMaxBytes: limits.passwordMaxBytes,
  passwordMinCodePoints: limits.passwordMinCodePoints,

  /** The limit of one hashing job; the worker is replaced after it. */
  hashingJobLimitMs: 10 * seconds,
  /** More waiting comparisons than this are refused. */
  hashingQueueMax: 32,
  /** More than any household or school has; one job adds them in a few seconds. */
  importMaxAccounts: 250_000,
  /**
   * One job on a file: reading, checking or preparing the largest honest one takes a few seconds.
   * A start waits this long for a file that hangs SQLite.
   */
  fileJobLimitMs: 20 * seconds,
  /** Deriving a key from a passphrase takes a second or two by design, more on old machines. */
  ageJobLimitMs: 2 * minutes,
  hashingQueueRetryMs: 5 * seconds,

  attemptsBeforePause: 5,
  firstPauseMs: 30 * seconds,
  maxPauseMs: 15 * minutes,
  /** The count starts again after this time without a failure. */
  attemptsExpireAfterMs: 24 * hours,
  /** Unknown emails are counted in memory only. Beyond this number the oldest is forgotten. */
  unknownEmailsMax: 1000,
  /** Password spraying: one guesser tries many emails in a short time. Slowed, never refused. */
  sprayThreshold: 12,
  sprayWindowMs: 10 * minutes,
  sprayDelayMs: 5 * seconds,

  sessionMs: 24 * hours,
  rememberedSessionMs: 30 * days,
  /** A clock that reads earlier than the last use by more than this was set back. */
  clockBackToleranceMs: 60 * seconds,
  /** One second, so that a session ends when its countdown does. */
  sessionCheckMs: 1 * seconds,
  /** WCAG 2.2.1 requires at least 20 s to extend a time limit. */
  idleWarningMs: 60 * seconds,
  /** A working day: a session that is locked for longer is abandoned. */
  lockedMs: 8 * hours,

  /** Long enough to type a password, too short to store the token for later. */
  resetTokenMs: 10 * minutes,

  /** A day: the owner and the person may not be at the computer at the same time. */
  issuedCodeMs: 24 * hours,

  /** How long entries of the activity list and of the audit are stored. */
  eventRetentionMs: 90 * days,
  activityDefault: 20,
  accountsDefault: 50,

  clipboardClearedSeconds: 60,
  /** The program that owns the clipboard answers a read, and may be busy or gone. */
  clipboardReadLimitMs: 1000,

  /**
   * How long a menu command waits for a page that starts or restarts after a crash. That takes a
   * second or two; a command that runs later surprises the person.
   */
  heldMessageMs: 5 * seconds,

  /** The interval of deferred work: pruning old activity, checkpointing a full journal. */
  housekeepingMs: 60 * seconds,
  /** Several thousand lines. One older file of the same size is kept. */
  logMaxBytes: 1024 * 1024,
} as const

export type Policy = { readonly [K in keyof typeof policy]: number }

import { limits } from '../preload/contract'

const seconds = 1000
const minutes = 60 * seconds
const hours = 60 * minutes
const days = 24 * hours

/**
 * Every number of the rules, its unit in its name. Passed in, so that tests can use others. What both sides of the bridge
 * speak of stands in the contract.
 */
export const policy = {
  /** About 0.3 s in bcryptjs on a desktop of 2020; the seed's Python verifies it. */
  bcryptCost: 12,
  /** A stranger's hash outside these costs is malformed: 31 would occupy the worker for 44 hours. */
  foreignCostMin: 4,
  foreignCostMax: 14,
  passwordMaxBytes: limits.passwordMaxBytes,
  passwordMinCodePoints: limits.passwordMinCodePoints,

  /** A job that takes longer has hung: the worker is restarted. */
  hashingJobLimitMs: 10 * seconds,
  /** More than this many waiting comparisons is a flood. */
  hashingQueueMax: 32,
  /** More than any household or school has; what one transaction takes in a few seconds. */
  importMaxAccounts: 250_000,
  /** The key of a passphrase takes a second or two by design; an old machine takes more. */
  ageJobLimitMs: 2 * minutes,
  hashingQueueRetryMs: 5 * seconds,

  attemptsBeforePause: 5,
  firstPauseMs: 30 * seconds,
  longestPauseMs: 15 * minutes,
  /** After this long without a failure the count starts again. */
  attemptsForgottenMs: 24 * hours,
  /** Unknown emails are counted in memory only; a flood of them must not grow it without end. */
  unknownEmailsMax: 1000,
  /** Many emails guessed at in a short time is one guesser trying names: slowed, never refused. */
  manyEmails: 12,
  manyEmailsWindowMs: 10 * minutes,
  manyEmailsDelayMs: 5 * seconds,

  sessionMs: 24 * hours,
  rememberedSessionMs: 30 * days,
  /** A clock that reads earlier than the last use by more than this was set back. */
  clockBackToleranceMs: 60 * seconds,
  /** A second: a countdown that ends must end the session with it. */
  sessionCheckMs: 1 * seconds,
  /** WCAG 2.2.1 asks for at least 20 s to say that one is still there. */
  idleWarningMs: 60 * seconds,
  /** Locked for longer than a working day: nobody comes back to it. */
  lockedMs: 8 * hours,

  /** Long enough to type a password, too short to keep a token for later. */
  resetTokenMs: 10 * minutes,

  /** How long a line of the activity list is kept. */
  eventsKeptMs: 90 * days,
  activityDefault: 20,

  clipboardClearedSeconds: 60,

  /**
   * How long a menu command waits for a page that starts or comes back after a crash. That takes
   * a second or two; a command that is obeyed later surprises the person.
   */
  heldMessageMs: 5 * seconds,

  /** How often what can wait is looked after: old activity, a full journal. */
  housekeepingMs: 60 * seconds,
  /** Some thousand lines; one older file of the same size is kept. */
  logMaxBytes: 1024 * 1024,
} as const

export type Policy = { readonly [K in keyof typeof policy]: number }

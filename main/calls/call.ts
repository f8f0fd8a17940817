import type { AttemptStore, AttemptThrottle } from '../auth/attempt-throttle'
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import type { Hasher } from '../auth/hasher'
import type { Random } from '../auth/secrets'
import type { BackupCodeStore } from '../auth/two-factor'
import type { UserStore } from '../auth/user'
import type { EventStore } from '../database/tables/events'
import type { Policy } from '../policy'
import type { PendingTwoFactor } from '../secrets/pending-two-factor'
import type { TotpSecrets } from '../secrets/totp-secrets'
import type { SessionState, CurrentSession } from '../session/current-session'
import type { RememberedSession } from '../session/remembered-session'
import type { Access } from '../../preload/call-shape'
import type { authCalls, CallInput, CallName, CallOutcome } from '../../preload/contract'

/** The database. */
export type Tables = {
  users: UserStore
  attempts: AttemptStore & { removeAllOf(userId: number): void }
  events: EventStore
  backupCodes: BackupCodeStore
  /** All or nothing, durable before it returns. Throws StorageError. */
  transaction: <T>(run: () => T extends PromiseLike<unknown> ? never : T) => T
}

/** The session of the window. */
export type WindowSession = {
  current: CurrentSession
  /** Where it is kept over a restart. */
  remembered: RememberedSession
  /** Ends an account's session and writes that down; never throws StorageError, since a log-out must succeed. */
  end: (userId: number, event: 'sessionExpired' | 'loggedOut') => void
  /** Locks the window's session and writes that down; never throws StorageError either. */
  lock: (userId: number) => void
}

/** What makes, hashes and seals secrets. */
export type Secrets = {
  hasher: Hasher
  random: Random
  totpSecrets: TotpSecrets
  pendingTwoFactor: PendingTwoFactor
}

export type Time = {
  clock: Clock
  /** Wall time at the start, carried on by the monotonic clock: setting the clock does not move it. */
  steadyNow: () => number
  delay: (ms: number) => Promise<void>
}

/** The numbers of the rules, and what counts against them. */
export type Limits = {
  policy: Policy
  throttle: AttemptThrottle
  /** The lower-cased list; read from disk when it is first needed. */
  commonPasswords: () => Promise<ReadonlySet<string>>
}

/** One line to the log: a name and data that hold no secret, no email and nothing that was typed. */
export type Log = (event: string, detail?: Record<string, unknown>) => void

/** The dependencies of every call, injected. The type of a call names the groups it may use; the compiler refuses others. */
export type CallDeps = {
  /** The account rules. */
  auth: Auth
  tables: Tables
  session: WindowSession
  secrets: Secrets
  time: Time
  limits: Limits
  log: Log
}
export type Deps<Group extends keyof CallDeps> = Pick<CallDeps, Group>

/** The person who is logged in at this window. */
export type LoggedIn = Extract<SessionState, { active: true }>
type Locked = Extract<SessionState, { reason: 'locked' }>

/** Whom `authorize` hands to a call, by the call's access. */
export type CallerOf<A extends Access> = A['needs'] extends 'nobody'
  ? null
  : | LoggedIn
    | (A extends { whileLocked: true } ? Locked : never)
    | (A extends { whileEmpty: true } | { whileBroken: true } ? null : never)

/** One call: its preconditions, then its change. Its input is parsed; what it throws is caught by the handler. */
export type CallFunction<K extends CallName, Group extends keyof CallDeps = never> = (
  deps: Deps<Group>,
  input: CallInput<K>,
  caller: CallerOf<(typeof authCalls)[K]['access']>,
) => CallOutcome<K> | Promise<CallOutcome<K>>

import type { AttemptStore, AttemptThrottle } from '../auth/attempt-throttle'
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import type { Hasher } from '../auth/hasher'
import type { Random } from '../auth/secrets'
import type { BackupCodeStore } from '../auth/two-factor'
import type { UserStore } from '../auth/user'
import type { AuditStore } from '../database/tables/audit'
import type { EventStore } from '../database/tables/events'
import type { IssuedCodeStore } from '../database/tables/issued-codes'
import type { RegistrationStore } from '../database/tables/registration'
import type { Policy } from '../policy'
import type { ResetKeys } from '../keys/reset-keys'
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
  issuedCodes: IssuedCodeStore
  registration: RegistrationStore
  audit: AuditStore
  /** All or nothing, durable before it returns. Throws StorageError. */
  transaction: <T>(run: () => T extends PromiseLike<unknown> ? never : T) => T
}

/** The session of the window. */
export type WindowSession = {
  current: CurrentSession
  /** The session that survives a restart. */
  remembered: RememberedSession
  /** Ends an account's session and logs it. Never throws StorageError: a log-out must succeed. */
  end: (userId: number, event: 'sessionExpired' | 'loggedOut') => void
  /** Locks the session of the window and logs it. Never throws StorageError. */
  lock: (userId: number) => void
}

/** Creates, hashes and seals secrets. */
export type Secrets = {
  hasher: Hasher
  random: Random
  totpSecrets: TotpSecrets
  pendingTwoFactor: PendingTwoFactor
  resetKeys: ResetKeys
}

export type Time = {
  clock: Clock
  /** Steady time (auth/clock.ts): setting the system clock does not move it. */
  steadyNow: () => number
  delay: (ms: number) => Promise<void>
}

/** The numbers of the rules, and the components that enforce them. */
export type Limits = {
  policy: Policy
  throttle: AttemptThrottle
  /** The list in lower case; loaded on first use. */
  commonPasswords: () => Promise<ReadonlySet<string>>
}

/** Writes one line to the log. The data must not contain secrets, emails or typed text. */
export type Log = (event: string, detail?: Record<string, unknown>) => void

/**
 * The injected dependencies. Each call declares the groups it uses; the compiler refuses others.
 */
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

/** A logged-in user and the session. */
export type LoggedIn = Extract<SessionState, { active: true }>
type Locked = Extract<SessionState, { reason: 'locked' }>

/** The caller that `authorize` passes to a call, depending on the call's access. */
export type CallerOf<A extends Access> = A['needs'] extends 'nobody'
  ? null
  : | LoggedIn
    | (A extends { whileLocked: true } ? Locked : never)
    | (A extends { whileEmpty: true } | { whileBroken: true } ? null : never)

/**
 * A call: preconditions, then the change. Its input is parsed; the handler catches what it throws.
 */
export type CallFunction<K extends CallName, Group extends keyof CallDeps = never> = (
  deps: Deps<Group>,
  input: CallInput<K>,
  caller: CallerOf<(typeof authCalls)[K]['access']>,
) => CallOutcome<K> | Promise<CallOutcome<K>>

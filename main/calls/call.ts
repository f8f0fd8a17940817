import type { AttemptStore, Pauses } from '../auth/attempt-throttle'
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import type { Hasher } from '../auth/hasher'
import type { Random } from '../auth/secrets'
import type { BackupCodeStore } from '../auth/two-factor'
import type { UserStore } from '../auth/user'
import type { EventStore } from '../database/tables/events'
import type { Policy } from '../policy'
import type { SessionHolder } from '../session/current-session'
import type { SessionVault } from '../session/remembered-session'
import type { TwoFactorSetup } from '../secrets/pending-two-factor'
import type { TwoFactorVault } from '../secrets/totp-secrets'
import type { CallInput, CallName, CallOutput, Outcome, StorageReason } from '../../preload/contract'
import type { Log } from './handler'

/** What the calls work with. One argument, its type here: nothing is reached for. */
export type CallDeps = {
  auth: Auth
  users: UserStore
  attempts: AttemptStore & { removeAllOf(userId: number): void }
  backupCodes: BackupCodeStore
  events: EventStore
  pauses: Pauses
  holder: SessionHolder
  vault: SessionVault
  twoFactorVault: TwoFactorVault
  twoFactorSetup: TwoFactorSetup
  hasher: Hasher
  random: Random
  clock: Clock
  /** Wall time at start carried on by the monotonic clock: what setting a clock must not move. */
  steadyNow: () => number
  policy: Policy
  /** Why the store is not open, else null. */
  storeProblem: () => StorageReason | null
  /** All or nothing, durable before it returns. Throws StorageError. */
  transaction: <T>(run: () => T extends PromiseLike<unknown> ? never : T) => T
  /** The lower-cased list; read from disk when it is first needed. */
  commonPasswords: () => Promise<ReadonlySet<string>>
  /** Ends an account's session and writes that down; never throws StorageError, for somebody who leaves must be let go. */
  endSession: (userId: number, event: 'sessionExpired' | 'loggedOut') => void
  /** Locks the window's session and writes that down; never throws StorageError either. */
  lockSession: (userId: number) => void
  delay: (ms: number) => Promise<void>
  log: Log
}

/** One call: a list of refusals, then the deed. Its input is parsed; what it throws is caught outside. */
export type CallFunction<K extends CallName> = (
  deps: CallDeps,
  input: CallInput<K>,
) => Outcome<CallOutput<K>> | Promise<Outcome<CallOutput<K>>>

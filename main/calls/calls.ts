import type * as z from 'zod/mini'
import type { AttemptStore, Pauses } from '../auth/pauses'
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import type { Hasher } from '../auth/hasher'
import type { Random } from '../auth/secrets'
import type { BackupCodeStore } from '../auth/two-factor'
import type { UserStore } from '../auth/user'
import type { EventStore } from '../database/events'
import type { Policy } from '../policy'
import type { SessionHolder } from '../session-holder'
import type { SessionVault } from '../session-vault'
import type { TwoFactorSetup } from '../two-factor-setup'
import type { TwoFactorVault } from '../two-factor-vault'
import {
  authCalls,
  type CallInput,
  type CallName,
  type CallOutput,
  type Outcome,
  type StorageReason,
} from '../../preload/contract'
import { activity } from './activity'
import { beginTwoFactor } from './begin-two-factor'
import { changePassword } from './change-password'
import { confirmRecoveryKey } from './confirm-recovery-key'
import { confirmTwoFactor } from './confirm-two-factor'
import { deleteAccount } from './delete-account'
import { guarded, type Log } from './guarded'
import { lock } from './lock'
import { logIn } from './log-in'
import { logOut } from './log-out'
import { fail } from './parse'
import { people } from './people'
import { profile } from './profile'
import { register } from './register'
import { renewBackupCodes } from './renew-backup-codes'
import { renewRecoveryKey } from './renew-recovery-key'
import { reportActivity } from './report-activity'
import { requestReset } from './request-reset'
import { resetPassword } from './reset-password'
import { restoreSession } from './restore-session'
import { stopRemembering } from './stop-remembering'
import { turnOffTwoFactor } from './turn-off-two-factor'
import { unlock } from './unlock'
import { updatePreferences } from './update-preferences'
import { welcome } from './welcome'

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

const functions = {
  welcome,
  register,
  logIn,
  logOut,
  profile,
  restoreSession,
  requestReset,
  resetPassword,
  changePassword,
  renewRecoveryKey,
  confirmRecoveryKey,
  updatePreferences,
  lock,
  unlock,
  stopRemembering,
  people,
  reportActivity,
  activity,
  beginTwoFactor,
  confirmTwoFactor,
  turnOffTwoFactor,
  renewBackupCodes,
  deleteAccount,
} satisfies { [K in CallName]: CallFunction<K> }

/** Every call, ready for untrusted input: never throws, never rejects, always an Outcome. */
export type Calls = { readonly [K in CallName]: (input?: unknown) => Promise<Outcome<CallOutput<K>>> }

/** What a locked window still answers (contract.md, "Sessions"). */
const answeredWhileLocked: ReadonlySet<string> = new Set<CallName>(['unlock', 'logOut'])

/** The calls of `window.auth` on these dependencies. The order of checks: shape, store healthy, lock, then the call's own. */
export function createCalls(deps: CallDeps): Calls {
  const entries = Object.entries(functions).map(([name, run]) => [
    name,
    guarded<CallDeps, unknown>(deps, name, inputOf(name as CallName), (_deps, input) =>
      isLockedFor(deps, name) ? fail({ code: 'locked' }) : run(deps, input),
    ),
  ])
  return Object.fromEntries(entries) as Calls
}

const inputOf = (name: CallName): z.core.$ZodType => authCalls[name].input

function isLockedFor({ holder }: CallDeps, name: string): boolean {
  return !answeredWhileLocked.has(name) && holder.isLocked()
}

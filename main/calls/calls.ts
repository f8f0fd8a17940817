import { authCalls, type CallName, type CallOutcome } from '../../preload/contract'
import { activity } from './account/activity'
import { beginTwoFactor } from './two-factor/begin-two-factor'
import { changePassword } from './password/change-password'
import { confirmRecoveryKey } from './password/confirm-recovery-key'
import { confirmTwoFactor } from './two-factor/confirm-two-factor'
import { deleteAccount } from './account/delete-account'
import type { CallDeps, CallFunction } from './call'
import { createHandlers, type HandlerDeps } from './handler'
import { lock } from './session/lock'
import { logIn } from './session/log-in'
import { logOut } from './session/log-out'
import { accounts } from './owner/accounts'
import { audit } from './owner/audit'
import { issueCode } from './owner/issue-code'
import { issuedCodes } from './owner/issued-codes'
import { removeAccount } from './owner/remove-account'
import { revokeCode } from './owner/revoke-code'
import { setAccountState } from './owner/set-account-state'
import { setRegistration } from './owner/set-registration'
import { setRole } from './owner/set-role'
import { people } from './account/people'
import { openSealed } from './password/open-sealed'
import { profile } from './account/profile'
import { register } from './account/register'
import { renewBackupCodes } from './two-factor/renew-backup-codes'
import { renewRecoveryKey } from './password/renew-recovery-key'
import { reportActivity } from './session/report-activity'
import { requestReset } from './password/request-reset'
import { resetPassword } from './password/reset-password'
import { restoreSession } from './session/restore-session'
import { startAfresh } from './password/start-afresh'
import { stopRemembering } from './session/stop-remembering'
import { turnOffTwoFactor } from './two-factor/turn-off-two-factor'
import { unlock } from './session/unlock'
import { updatePreferences } from './account/update-preferences'
import { welcome } from './account/welcome'

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
  openSealed,
  startAfresh,
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
  accounts,
  setRole,
  setAccountState,
  removeAccount,
  issueCode,
  issuedCodes,
  revokeCode,
  setRegistration,
  audit,
} satisfies { [K in CallName]: CallFunction<K, keyof CallDeps> }

/** Every call, ready for untrusted input: returns an Outcome, never throws or rejects. */
export type Calls = { readonly [K in CallName]: (input?: unknown) => Promise<CallOutcome<K>> }

/**
 * Creates the calls of `window.auth`. Checks run in this order: shape, store, access, the call's
 * own.
 */
export function createCalls(deps: CallDeps, handler: HandlerDeps): Calls {
  return createHandlers(handler, authCalls, functions, deps) as Calls
}

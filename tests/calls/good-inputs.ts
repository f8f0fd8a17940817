import type { CallInput, CallName } from '../../preload/contract'
import type { DesktopCallName, DesktopInput } from '../../preload/desktop'
import { makeRecoveryKey } from '../../main/auth/recovery-key'
import { ana } from '../support/people'

const { email, password } = ana
const recoveryKey = makeRecoveryKey({ uuid: () => '', bytes: (count) => new Uint8Array(count) })
const backupCodes = ['AAAABBBBCCCCDDDD']
const sheet = { email, recoveryKey }
const issuedCodeSheet = { email: null, issuedCode: recoveryKey, expiresAt: 1_800_000_000_000 }

/** A well-formed input for each call. A call without one does not compile. */
export const inputs: Readonly<Record<string, unknown>> = {
  'auth.welcome': undefined,
  'auth.register': ana,
  'auth.logIn': ana,
  'auth.logOut': undefined,
  'auth.profile': undefined,
  'auth.restoreSession': undefined,
  'auth.requestReset': sheet,
  'auth.resetPassword': { email, resetToken: 'x', newPassword: password },
  'auth.changePassword': { currentPassword: password, newPassword: 'nuages sur la mer' },
  'auth.renewRecoveryKey': { password },
  'auth.openSealed': { formerPassword: password, newPassword: 'nuages sur la mer' },
  'auth.startAfresh': { password },
  'auth.confirmRecoveryKey': undefined,
  'auth.updatePreferences': {},
  'auth.lock': undefined,
  'auth.unlock': { password },
  'auth.stopRemembering': undefined,
  'auth.people': undefined,
  'auth.reportActivity': undefined,
  'auth.activity': {},
  'auth.beginTwoFactor': { password },
  'auth.confirmTwoFactor': { code: '123456' },
  'auth.turnOffTwoFactor': { password, code: '123456' },
  'auth.renewBackupCodes': { password, code: '123456' },
  'auth.deleteAccount': { password },
  'auth.accounts': {},
  'auth.setRole': { id: 1, role: 'owner', password },
  'auth.setAccountState': { id: 1, state: 'active', password },
  'auth.removeAccount': { id: 2, password },
  'auth.issueCode': { purpose: 'invite', password },
  'auth.issuedCodes': undefined,
  'auth.revokeCode': { id: 1, password },
  'auth.setRegistration': { mode: 'open', password },
  'auth.audit': {},
  'desktop.copyRecoveryKey': { recoveryKey },
  'desktop.clearRecoveryKey': undefined,
  'desktop.protectScreen': { on: true },
  'desktop.saveRecoveryKey': sheet,
  'desktop.printRecoveryKey': sheet,
  'desktop.openRecoveryKey': undefined,
  'desktop.copyBackupCodes': { backupCodes },
  'desktop.saveBackupCodes': { email, backupCodes },
  'desktop.printBackupCodes': { email, backupCodes },
  'desktop.saveIssuedCode': issuedCodeSheet,
  'desktop.printIssuedCode': issuedCodeSheet,
  'desktop.saveActivity': undefined,
  'desktop.showDataFolder': undefined,
  'desktop.copyDiagnostics': {},
  'desktop.reopenStore': undefined,
  'desktop.storeNotice': undefined,
  'desktop.previewImport': undefined,
  'desktop.importAccounts': { id: 'x', password },
  'desktop.cancel': { id: 'x' },
  'desktop.backUp': { password },
  'desktop.previewRestore': {},
  'desktop.restore': { id: 'x' },
  'desktop.automaticBackups': undefined,
  'desktop.settings': undefined,
  'desktop.changeSettings': {},
} satisfies { [K in CallName as `auth.${K}`]: CallInput<K> } & {
  [K in DesktopCallName as `desktop.${K}`]: DesktopInput<K>
}

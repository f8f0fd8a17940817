/**
 * Documentation of the contract: the effect of each call on the accounts, and one line per field.
 * The types follow the schemas, so a call or field without documentation does not compile. It is a
 * separate file because the windows do not need it.
 */
import type { CallInput, CallName, CallOutput } from './contract'
import type { DesktopCallName, DesktopInput, DesktopOutput } from './desktop'

export type CallReference<I, O> = {
  effect: 'reads' | 'changes' | 'deletes'
  input: Readonly<Record<FieldOf<I>, string>>
  answer: Readonly<Record<FieldOf<O>, string>>
}

type Element<T> = T extends readonly (infer E)[] ? E : T
type FieldOf<T> = Element<NonNullable<T>> extends object ? Extract<KeysOf<Element<NonNullable<T>>>, string> : never
type KeysOf<T> = T extends unknown ? keyof T : never

const typedPassword = 'The password of the logged-in user.'
const typedEmail = 'The email, in upper or lower case; outer white space is ignored.'
const requiredCode = 'Six digits of the authenticator, or a backup code. Required only while two-factor is on.'
const newPassword = 'At least 8 characters, at most 72 bytes.'
const privateData =
  '`open`; `sealed` if the password does not open what is encrypted for the person; `noRecovery` if no recovery key would.'
const ownerProof = { password: 'The password of the owner.', code: requiredCode }
const accountId = 'The id of the account, from `accounts`.'
const code = 'Six digits of the authenticator, or a backup code; spaces are ignored.'
const shownOnce = 'The new recovery key, shown only this once.'
const backupCodes = 'Ten codes. Each works once; they are shown only this once.'
const profile = {
  email: 'The email of the account.',
  displayName: 'The chosen name, else the part of the email before the @.',
  createdAt: 'When the account was created; null if another program created it.',
  passwordChangedAt: 'When the password was last set; null if another program set it.',
  recoveryKey: 'When the recovery key was created, and whether the user has confirmed that it is saved.',
  failedAttempts: 'Failed log-ins between the last two successful ones.',
  session: 'When it began, was last used and expires, and whether it is remembered.',
  preferences: 'The idle limit, lock with the system, the name on the log-in screen.',
  twoFactor: 'Whether log-in and reset require a code too.',
  privateData,
  role: 'Whether the person is an owner or a member.',
  newOwner: 'True during the first session after the person became an owner without registering as one.',
  backupCodesLeft: 'The number of unused backup codes; only while two-factor is on.',
} as const

export const authReference: { readonly [K in CallName]: CallReference<CallInput<K>, CallOutput<K>> } = {
  welcome: {
    effect: 'reads',
    input: {},
    answer: {
      message: 'The greeting of the seed.',
      hasAccounts: 'Whether any account exists.',
      registration: 'Whether everybody at this computer may register, or an account needs an invitation.',
      canRemember: 'Whether the computer has a real key store.',
    },
  },
  register: {
    effect: 'changes',
    input: {
      email: 'The email of the account: local@host, at most 250 characters.',
      password: newPassword,
      invitation: 'The 25 characters of an invitation. Needed only while registration is closed.',
      displayName: 'The name to show, at most 80 characters.',
      showOnLogIn: 'Whether the log-in screen shows the name; no unless given.',
    },
    answer: {
      email: 'The email as it is stored.',
      message: 'The message of the seed.',
      recoveryKey: shownOnce,
      role: 'Owner for the first account, else member.',
    },
  },
  logIn: {
    effect: 'changes',
    input: {
      email: typedEmail,
      password: 'The password; the rules for new passwords do not apply.',
      remember: 'Whether the session survives a restart, for 30 days at most.',
      code,
    },
    answer: {
      email: 'The email of the logged-in user.',
      message: 'The message of the seed.',
      profile: 'The profile of the account.',
    },
  },
  logOut: {
    effect: 'changes',
    input: {},
    answer: { message: 'The greeting of the seed.' },
  },
  profile: { effect: 'reads', input: {}, answer: profile },
  restoreSession: { effect: 'reads', input: {}, answer: profile },
  requestReset: {
    effect: 'changes',
    input: {
      email: typedEmail,
      recoveryKey:
        'The 25 characters of the recovery key or of a code from an owner; case, spaces and hyphens are ignored.',
    },
    answer: {
      email: 'The email as it is stored.',
      resetToken: 'The token for one reset of this account.',
      expiresAt: 'When the token expires: ten minutes from now.',
      privateData: '`sealed` if the reset leaves private data that the new password will not open, else `open`.',
    },
  },
  resetPassword: {
    effect: 'changes',
    input: {
      email: typedEmail,
      resetToken: 'The token from requestReset.',
      newPassword,
      code,
    },
    answer: { email: 'The email as it is stored.', message: 'The message of the seed.', recoveryKey: shownOnce },
  },
  changePassword: {
    effect: 'changes',
    input: { currentPassword: typedPassword, newPassword },
    answer: { message: 'The message of the seed.' },
  },
  renewRecoveryKey: {
    effect: 'changes',
    input: { password: typedPassword },
    answer: { recoveryKey: shownOnce },
  },
  openSealed: {
    effect: 'changes',
    input: {
      recoveryKey: 'The recovery key from before; either this or the former password.',
      formerPassword: 'The password from before; either this or the recovery key.',
      newPassword,
    },
    answer: { recoveryKey: shownOnce },
  },
  startAfresh: {
    effect: 'deletes',
    input: { password: typedPassword, code: requiredCode },
    answer: { recoveryKey: shownOnce },
  },
  confirmRecoveryKey: {
    effect: 'changes',
    input: {},
    answer: { recoveryKeyConfirmed: 'Always true.' },
  },
  updatePreferences: {
    effect: 'changes',
    input: {
      displayName: 'At most 80 characters.',
      preferences: 'The preferences to change; omitted ones stay unchanged.',
    },
    answer: profile,
  },
  lock: {
    effect: 'changes',
    input: {},
    answer: { message: 'Always the same.' },
  },
  unlock: {
    effect: 'changes',
    input: { password: typedPassword },
    answer: profile,
  },
  stopRemembering: { effect: 'changes', input: {}, answer: profile },
  people: {
    effect: 'reads',
    input: {},
    answer: { email: 'The email of a user who chose to be shown.', displayName: 'The name to show.' },
  },
  reportActivity: { effect: 'changes', input: {}, answer: {} },
  activity: {
    effect: 'reads',
    input: {
      before: 'Returns only entries older than the one with this id.',
      limit: 'The number of entries, 1 to 100; 20 by default.',
    },
    answer: { entries: 'The entries, newest first.', next: '`before` of the next page; null after the last page.' },
  },
  beginTwoFactor: {
    effect: 'changes',
    input: { password: typedPassword },
    answer: { secret: 'The secret for the authenticator, in base 32.', uri: 'The secret as a URI, for a QR code.' },
  },
  confirmTwoFactor: {
    effect: 'changes',
    input: { code: 'The six digits that the authenticator shows now.' },
    answer: { backupCodes },
  },
  turnOffTwoFactor: {
    effect: 'deletes',
    input: { password: typedPassword, code },
    answer: { message: 'Always the same.' },
  },
  renewBackupCodes: {
    effect: 'changes',
    input: { password: typedPassword, code },
    answer: { backupCodes },
  },
  deleteAccount: {
    effect: 'deletes',
    input: { password: typedPassword },
    answer: { message: 'Always the same.' },
  },
  accounts: {
    effect: 'reads',
    input: {
      search: 'The beginning of an email or a name; all accounts without it.',
      after: 'The `next` of the page before.',
      limit: 'How many at most; 50 unless given.',
    },
    answer: {
      accounts: 'Email, name, role, state, and when each was created and last logged in.',
      next: 'The email to continue after; null on the last page.',
    },
  },
  setRole: { effect: 'changes', input: { id: accountId, role: 'The new role.', ...ownerProof }, answer: {} },
  setAccountState: {
    effect: 'changes',
    input: { id: accountId, state: 'The new state.', ...ownerProof },
    answer: {},
  },
  removeAccount: { effect: 'deletes', input: { id: accountId, ...ownerProof }, answer: {} },
  issueCode: {
    effect: 'changes',
    input: {
      purpose: 'For an invitation, or for a reset of one account.',
      id: accountId,
      turnOffTwoFactor: 'Whether the reset turns two-factor off.',
      ...ownerProof,
    },
    answer: { issuedCode: 'The code, shown only this once.', expiresAt: 'When it expires: a day from now.' },
  },
  issuedCodes: {
    effect: 'reads',
    input: {},
    answer: {
      id: 'Identifies the code for `revokeCode`.',
      purpose: 'What it is for.',
      email: 'The account of a reset code; null for an invitation.',
      turnsOffTwoFactor: 'Whether the reset turns two-factor off.',
      issuedBy: 'The email of the owner.',
      issuedAt: 'When it was issued.',
      expiresAt: 'When it expires.',
    },
  },
  revokeCode: {
    effect: 'changes',
    input: { id: 'The id of the code, from `issuedCodes`.', ...ownerProof },
    answer: {},
  },
  setRegistration: { effect: 'changes', input: { mode: 'Open or closed.', ...ownerProof }, answer: {} },
  audit: {
    effect: 'reads',
    input: { before: 'The `next` of the page before.', limit: 'How many at most; 20 unless given.' },
    answer: {
      entries: 'What happened, when, who did it (null for Latchkey itself) and to whom.',
      next: 'The id to continue before; null on the last page.',
    },
  },
}

const keyEmail = 'The email of the account, written on the sheet.'
const recoveryKey = 'The recovery key that is shown.'
const codes = 'The backup codes that are shown.'
const issuedCodeSheet = {
  email: 'The account of a reset code; null for an invitation.',
  issuedCode: 'The code that is shown.',
  expiresAt: 'When it expires, written on the sheet.',
} as const
const cleared = {
  clearedAfterSeconds: 'When the clipboard is cleared, if it still holds the text.',
  hiddenFromHistory: 'Whether the copy is marked as a secret. If not, a clipboard history may keep it.',
} as const
const path = { path: 'The path of the saved file.' } as const
const printed = { printed: 'Always true; null when the dialog was cancelled.' } as const
const settings = {
  theme: 'system, light or dark.',
  language: 'system, English or French.',
  resolvedLanguage: 'The language in use.',
  zoomPercent: '50 to 300.',
} as const
const plain = { effect: 'reads' } as const

export const desktopReference: { readonly [K in DesktopCallName]: CallReference<DesktopInput<K>, DesktopOutput<K>> } = {
  copyRecoveryKey: { ...plain, input: { recoveryKey }, answer: cleared },
  clearRecoveryKey: { ...plain, input: {}, answer: {} },
  protectScreen: { ...plain, input: { on: 'True while a secret is on the screen.' }, answer: {} },
  saveRecoveryKey: { ...plain, input: { email: keyEmail, recoveryKey }, answer: path },
  printRecoveryKey: { ...plain, input: { email: keyEmail, recoveryKey }, answer: printed },
  openRecoveryKey: {
    ...plain,
    input: {},
    answer: { email: 'The email in the file; empty if there is none.', recoveryKey: 'The recovery key in the file.' },
  },
  copyBackupCodes: { ...plain, input: { backupCodes: codes }, answer: cleared },
  saveBackupCodes: { ...plain, input: { email: keyEmail, backupCodes: codes }, answer: path },
  printBackupCodes: { ...plain, input: { email: keyEmail, backupCodes: codes }, answer: printed },
  saveIssuedCode: { ...plain, input: issuedCodeSheet, answer: path },
  printIssuedCode: { ...plain, input: issuedCodeSheet, answer: printed },
  saveActivity: { ...plain, input: {}, answer: path },
  showDataFolder: { ...plain, input: {}, answer: {} },
  copyDiagnostics: {
    ...plain,
    input: { code: 'The error code that is shown.', reference: 'The reference that is shown.' },
    answer: {},
  },
  reopenStore: { ...plain, input: {}, answer: {} },
  storeNotice: {
    ...plain,
    input: {},
    answer: { recovered: 'How the store was recovered.', at: 'When it was recovered.' },
  },
  previewImport: {
    ...plain,
    input: {},
    answer: {
      id: 'Identifies this preview for `importAccounts`.',
      file: 'The name of the file, without its folder.',
      rows: 'Each account of the file, and what an import would do with it.',
    },
  },
  importAccounts: {
    ...plain,
    effect: 'changes',
    input: { id: 'The id of the latest preview.', ...ownerProof },
    answer: {
      imported: 'The number of accounts added.',
      skipped: 'The number of accounts not added: email taken or invalid.',
      keysSavedIn: 'The folder of the recovery keys, if any had to be saved.',
    },
  },
  cancel: { ...plain, input: { id: 'The id of the running import.' }, answer: {} },
  backUp: {
    ...plain,
    input: { passphrase: 'Encrypts the file; without it, the file is not encrypted.', ...ownerProof },
    answer: path,
  },
  previewRestore: {
    ...plain,
    input: {
      passphrase: 'Decrypts an encrypted backup: the one that was chosen last.',
      id: 'The id of an automatic backup; without it, a dialog opens.',
    },
    answer: {
      id: 'Identifies this preview for `restore`.',
      madeAt: 'When the backup was made.',
      version: 'The version of the app that made it.',
      accounts: 'The number of accounts in it.',
      replaces: 'The number of accounts now; null if they cannot be read.',
      difference:
        'Who is added, who is removed, who gets another password, and whose authenticator will not be checked. Null without accounts now.',
    },
  },
  restore: {
    ...plain,
    effect: 'deletes',
    input: {
      id: 'The id of the latest preview, or of an automatic backup.',
      email: 'The email of an owner in the backup. Needed only while no account exists or the store cannot be opened.',
      password: 'The password of the owner: of now, else of the one in the backup.',
      code: requiredCode,
    },
    answer: {
      accounts: 'The number of accounts now.',
      keptAs: 'The file in the data folder with the replaced accounts; null if they could not be read.',
      warning: 'Set if old files could not be removed; the next start removes them.',
    },
  },
  automaticBackups: {
    ...plain,
    input: {},
    answer: {
      id: 'Identifies the backup for `previewRestore` and `restore`.',
      madeAt: 'When the backup was made.',
      accounts: 'The number of accounts in it.',
    },
  },
  settings: { ...plain, input: {}, answer: settings },
  changeSettings: {
    ...plain,
    effect: 'changes',
    input: { theme: settings.theme, language: settings.language, zoomPercent: settings.zoomPercent },
    answer: settings,
  },
}

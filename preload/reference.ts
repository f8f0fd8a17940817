/**
 * What the contract says about itself, for people: what a call does to the accounts, and a line for each field. The
 * types follow the schemas: a call or a field without its line does
 * not compile. In a file of its own, because no window has to carry it.
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

const typedPassword = 'The password of the person who is logged in.'
const typedEmail = 'The email, in any case; outer white space is ignored.'
const code = 'Six digits of the authenticator, or a backup code; spaces ignored.'
const shownOnce = 'The new recovery key, shown this once.'
const backupCodes = 'Ten codes, each of which works once; shown this once.'
const profile = {
  email: 'Which account this is.',
  displayName: 'The name chosen, else the part of the email before the @.',
  createdAt: 'When the account was made; null where another program made it.',
  passwordChangedAt: 'When the password was last set; null where another program set it.',
  recoveryKey: 'When the recovery key was made, and whether its person said that it was saved.',
  failedAttempts: 'Wrong log-ins between the two last good ones.',
  session: 'Since when, until when, and whether it is kept over a restart.',
  preferences: 'Log-out after idleness, lock with the system, the name on the log-in screen.',
  twoFactor: 'Whether log-in and reset ask for a code too.',
  backupCodesLeft: 'How many backup codes are not used yet; only while two-factor is on.',
} as const

export const authReference: { readonly [K in CallName]: CallReference<CallInput<K>, CallOutput<K>> } = {
  welcome: {
    effect: 'reads',
    input: {},
    answer: {
      message: 'The greeting of the seed.',
      hasAccounts: 'Whether anybody has an account here.',
      canRemember: 'Whether the computer has a real key store.',
    },
  },
  register: {
    effect: 'changes',
    input: {
      email: 'The name of the account: local@host, at most 250 characters.',
      password: 'At least 8 characters, at most 72 bytes.',
    },
    answer: { email: 'The email as it is kept.', message: 'The words of the seed.', recoveryKey: shownOnce },
  },
  logIn: {
    effect: 'changes',
    input: {
      email: typedEmail,
      password: 'The password; no rule of new passwords holds.',
      remember: 'Keep the session over a restart, 30 days at most.',
      code,
    },
    answer: {
      email: 'Who is logged in.',
      message: 'The words of the seed.',
      profile: 'What there is to know about the account.',
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
    input: { email: typedEmail, recoveryKey: 'The 25 characters, in any case, spaces and hyphens ignored.' },
    answer: {
      email: 'The email as it is kept.',
      resetToken: 'For one reset of this email.',
      expiresAt: 'Ten minutes from now.',
    },
  },
  resetPassword: {
    effect: 'changes',
    input: {
      email: typedEmail,
      resetToken: 'What requestReset answered.',
      newPassword: 'At least 8 characters, at most 72 bytes.',
      code,
    },
    answer: { email: 'The email as it is kept.', message: 'The words of the seed.', recoveryKey: shownOnce },
  },
  changePassword: {
    effect: 'changes',
    input: { currentPassword: typedPassword, newPassword: 'At least 8 characters, at most 72 bytes.' },
    answer: { message: 'The words of the seed.' },
  },
  renewRecoveryKey: {
    effect: 'changes',
    input: { password: typedPassword },
    answer: { recoveryKey: shownOnce },
  },
  confirmRecoveryKey: {
    effect: 'changes',
    input: {},
    answer: { recoveryKeyConfirmed: 'Always true.' },
  },
  updatePreferences: {
    effect: 'changes',
    input: { displayName: 'At most 80 characters.', preferences: 'Those that change; the others stay.' },
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
    answer: { email: 'The account of somebody who wants to be named.', displayName: 'How they want to be named.' },
  },
  reportActivity: { effect: 'changes', input: {}, answer: {} },
  activity: {
    effect: 'reads',
    input: { before: 'Only entries older than this one.', limit: 'How many, 1 to 100; 20 if not given.' },
    answer: { entries: 'What happened, newest first.', next: 'Where the next page begins; null after the last.' },
  },
  beginTwoFactor: {
    effect: 'changes',
    input: { password: typedPassword },
    answer: { secret: 'For the authenticator, in base 32.', uri: 'The same as a QR code says it.' },
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
}

const keyEmail = 'Whose it is, written on the sheet.'
const recoveryKey = 'The key that is shown.'
const codes = 'The codes that are shown.'
const cleared = { clearedAfterSeconds: 'When it is taken off the clipboard, if it is still there.' } as const
const path = { path: 'Where it was saved.' } as const
const printed = { printed: 'Always true; null when the dialog was cancelled.' } as const
const settings = {
  theme: 'system, light or dark.',
  language: 'system, English or French.',
  resolvedLanguage: 'The language that is shown.',
  zoomPercent: '50 to 300.',
} as const
const plain = { effect: 'reads' } as const

export const desktopReference: { readonly [K in DesktopCallName]: CallReference<DesktopInput<K>, DesktopOutput<K>> } = {
  copyRecoveryKey: { ...plain, input: { recoveryKey }, answer: cleared },
  clearRecoveryKey: { ...plain, input: {}, answer: {} },
  protectScreen: { ...plain, input: { on: 'While a secret is on the screen.' }, answer: {} },
  saveRecoveryKey: { ...plain, input: { email: keyEmail, recoveryKey }, answer: path },
  printRecoveryKey: { ...plain, input: { email: keyEmail, recoveryKey }, answer: printed },
  openRecoveryKey: {
    ...plain,
    input: {},
    answer: { email: 'Empty where the file names none.', recoveryKey: 'The key of the file.' },
  },
  copyBackupCodes: { ...plain, input: { backupCodes: codes }, answer: cleared },
  saveBackupCodes: { ...plain, input: { email: keyEmail, backupCodes: codes }, answer: path },
  printBackupCodes: { ...plain, input: { email: keyEmail, backupCodes: codes }, answer: printed },
  saveActivity: { ...plain, input: {}, answer: path },
  showDataFolder: { ...plain, input: {}, answer: {} },
  copyDiagnostics: {
    ...plain,
    input: { code: 'The error that is shown.', reference: 'The reference that is shown.' },
    answer: {},
  },
  reopenStore: { ...plain, input: {}, answer: {} },
  storeNotice: { ...plain, input: {}, answer: { recovered: 'What opening the store had to do.', at: 'When.' } },
  previewImport: {
    ...plain,
    input: {},
    answer: {
      id: 'Names this preview for `importAccounts`.',
      file: 'The name of the file, without its folder.',
      rows: 'Each account of the file, and what would become of it.',
    },
  },
  importAccounts: {
    ...plain,
    effect: 'changes',
    input: {
      id: 'Of the latest preview.',
      password: `${typedPassword} Not needed while nobody has an account.`,
    },
    answer: {
      imported: 'How many accounts were added.',
      skipped: 'How many were not: taken or unreadable.',
      keysSavedIn: 'The folder of the recovery keys, where any had to be made.',
    },
  },
  cancel: { ...plain, input: { id: 'Of the import that is under way.' }, answer: {} },
  backUp: {
    ...plain,
    input: { passphrase: 'What opens the file again; without one it is not encrypted.' },
    answer: path,
  },
  previewRestore: {
    ...plain,
    input: {
      passphrase: 'What opens an encrypted backup: the one that was chosen last.',
      id: 'Of an automatic backup; without it a dialog opens.',
    },
    answer: {
      id: 'Names this preview for `restore`.',
      madeAt: 'When the backup was made.',
      version: 'Which version made it.',
      accounts: 'How many accounts are in it.',
      replaces: 'How many accounts there are now; null where they cannot be read.',
    },
  },
  restore: {
    ...plain,
    effect: 'deletes',
    input: {
      id: 'Of the latest preview, or of an automatic backup.',
      password: `${typedPassword} Not needed while nobody has an account or the store can't be opened.`,
    },
    answer: {
      accounts: 'How many accounts there are now.',
      keptAs: 'The file in the data folder that holds what was replaced; null where that could not be read.',
    },
  },
  automaticBackups: {
    ...plain,
    input: {},
    answer: { id: 'Names it for `restore`.', madeAt: 'When it was made.', accounts: 'How many accounts are in it.' },
  },
  settings: { ...plain, input: {}, answer: settings },
  changeSettings: {
    ...plain,
    effect: 'changes',
    input: { theme: settings.theme, language: settings.language, zoomPercent: settings.zoomPercent },
    answer: settings,
  },
}

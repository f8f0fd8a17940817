/**
 * The contract of `window.desktop`, for what needs the operating system: files, clipboard,
 * printing, settings, the menu bar.
 */
import * as z from 'zod/mini'
import type { Call, CallShape, ErrorsOf } from './call-shape'
import type { Outcome } from './errors'
import { canonicalCode, canonicalRecoveryKey, isBackupCode, isRecoveryKey, normaliseEmail } from './text'

const text = z.string().check(z.minLength(1), z.maxLength(1024))
const shownKey = z.string().check(
  z.minLength(1, { abort: true }),
  z.maxLength(64, { abort: true }),
  z.refine((key) => isRecoveryKey(canonicalRecoveryKey(key))),
)
const shownCode = z.string().check(
  z.maxLength(64, { abort: true }),
  z.refine((code) => isBackupCode(canonicalCode(code))),
)
const backupCodes = z.array(shownCode).check(z.minLength(1), z.maxLength(10))
const codeSheet = z.strictObject({ email: text, backupCodes })
const cleared = z.strictObject({ clearedAfterSeconds: z.literal(60), hiddenFromHistory: z.boolean() })
const printed = z.nullable(z.strictObject({ printed: z.literal(true) }))
const keySheet = z.strictObject({ email: text, recoveryKey: shownKey })
/** `email`: the account of a reset code; null for an invitation. */
const issuedCodeSheet = z.strictObject({
  email: z.nullable(text),
  issuedCode: shownKey,
  // The range of a Date: a time outside of it cannot be written as a date.
  expiresAt: z.int().check(z.gte(0), z.lte(8_640_000_000_000_000)),
})
/** No minimum length: the age format derives the key slowly. */
const passphrase = text
const nothing = z.undefined()
/** The first hundred of `count` emails. */
const emails = z.strictObject({ count: z.number(), emails: z.array(z.string()) })
const typedEmail = z.string().check(z.maxLength(1024, { abort: true }), z.overwrite(normaliseEmail), z.minLength(1))
const typedCode = text.check(z.overwrite(canonicalCode), z.minLength(1))
const reauthentication = { password: text, code: z.exactOptional(typedCode) }
const noValue = z.null()
const savedFile = z.nullable(z.strictObject({ path: z.string() }))

const themes = z.enum(['system', 'light', 'dark'])
const languages = z.enum(['system', 'en', 'fr'])
const zoomPercent = z.int().check(z.gte(50), z.lte(300))

/** Per OS user, never per account: the settings file contains no names. */
export const settings = z.strictObject({
  theme: themes,
  language: languages,
  resolvedLanguage: z.enum(['en', 'fr']),
  zoomPercent,
})
export type Settings = z.infer<typeof settings>

export const menuCommands = [
  'createAccount', 'logOut', 'home', 'activity', 'settings', 'accounts', 'securitySettings', 'shortcuts', 'lock',
  'import', 'backUp', 'restore', 'apiExplorer',
] as const // prettier-ignore
export type MenuCommand = (typeof menuCommands)[number]

/**
 * For what only the operating system does: allowed without a session, in every state of the store.
 */
const anytime = { needs: 'nobody', whileLocked: true, whileBroken: true } as const
const withSession = { needs: 'session' } as const
const withOwner = { needs: 'owner' } as const
/** A restore is also the way out of a store that cannot be opened, or is empty. */
const ownerOrNone = { needs: 'owner', whileEmpty: true, whileBroken: true } as const
/** If the session of the window changed while the dialog was open. */
const dialogErrors = ['notLoggedIn', 'locked'] as const
const ownerErrors = ['wrongCredentials', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode'] as const

/** Every call of `window.desktop`. If a dialog is cancelled, the call returns null. */
export const desktopCalls = {
  copyRecoveryKey: {
    summary: 'Copies the recovery key. Clears it after a minute if the clipboard still holds it.',
    input: z.strictObject({ recoveryKey: shownKey }),
    output: cleared,
    access: anytime,
    errors: [],
  },
  clearRecoveryKey: {
    summary: 'Clears a copied recovery key or copied backup codes from the clipboard now.',
    input: nothing,
    output: noValue,
    access: anytime,
    errors: [],
  },
  protectScreen: {
    summary: 'Hides the window from screenshots while a secret is shown, if the system supports it.',
    input: z.strictObject({ on: z.boolean() }),
    output: noValue,
    access: anytime,
    errors: [],
  },
  saveRecoveryKey: {
    summary: 'Saves the key sheet in a file that the user chooses.',
    input: keySheet,
    output: savedFile,
    access: anytime,
    errors: dialogErrors,
  },
  printRecoveryKey: {
    summary: 'Prints the key sheet through the system dialog.',
    input: keySheet,
    output: printed,
    access: anytime,
    errors: dialogErrors,
  },
  openRecoveryKey: {
    summary: 'Reads the email and the recovery key from a saved key sheet.',
    input: nothing,
    output: z.nullable(z.strictObject({ email: z.string(), recoveryKey: z.string() })),
    access: anytime,
    errors: [],
  },
  copyBackupCodes: {
    summary: 'Copies backup codes. Clears them after a minute if the clipboard still holds them.',
    input: z.strictObject({ backupCodes }),
    output: cleared,
    access: anytime,
    errors: [],
  },
  saveBackupCodes: {
    summary: 'Saves the backup codes in a file that the user chooses.',
    input: codeSheet,
    output: savedFile,
    access: anytime,
    errors: dialogErrors,
  },
  printBackupCodes: {
    summary: 'Prints the backup codes through the system dialog.',
    input: codeSheet,
    output: printed,
    access: anytime,
    errors: dialogErrors,
  },
  saveIssuedCode: {
    summary: 'Saves an issued code in a file that the user chooses, with what it is for and until when it works.',
    input: issuedCodeSheet,
    output: savedFile,
    access: withOwner,
    errors: [],
  },
  printIssuedCode: {
    summary: 'Prints an issued code through the system dialog, with what it is for and until when it works.',
    input: issuedCodeSheet,
    output: printed,
    access: withOwner,
    errors: [],
  },
  saveActivity: {
    summary: "Saves the logged-in user's activity as CSV.",
    input: nothing,
    output: savedFile,
    access: withSession,
    errors: [],
  },
  showDataFolder: {
    summary: 'Opens the data folder in the file manager.',
    input: nothing,
    output: noValue,
    access: anytime,
    errors: [],
  },
  copyDiagnostics: {
    summary: 'Copies versions, paths and error codes, never a secret or an email.',
    input: z.strictObject({ code: z.exactOptional(text), reference: z.exactOptional(text) }),
    output: noValue,
    access: anytime,
    errors: [],
  },
  reopenStore: {
    summary: 'Tries to open the account store again.',
    input: nothing,
    output: noValue,
    access: anytime,
    errors: [],
  },
  storeNotice: {
    summary: 'Reports what had to be recovered when the store was opened.',
    input: nothing,
    output: z.nullable(
      z.strictObject({ recovered: z.enum(['fromBackup', 'journalSetAside', 'tornTail']), at: z.number() }),
    ),
    access: anytime,
    errors: [],
  },
  previewImport: {
    summary: 'Lets the user choose a file of accounts and reports what an import would do with each. Changes nothing.',
    input: nothing,
    output: z.nullable(
      z.strictObject({
        id: z.string(),
        file: z.string(),
        rows: z.array(
          z.strictObject({ email: z.string(), status: z.enum(['ready', 'taken', 'noPassword', 'badEmail']) }),
        ),
      }),
    ),
    access: withOwner,
    errors: [],
  },
  importAccounts: {
    summary: 'Adds the accounts of a preview, all or none. Asks for a folder if recovery keys must be saved.',
    input: z.strictObject({ id: text, ...reauthentication }),
    output: z.nullable(
      z.strictObject({ imported: z.number(), skipped: z.number(), keysSavedIn: z.exactOptional(z.string()) }),
    ),
    access: withOwner,
    errors: ownerErrors,
  },
  cancel: {
    summary: 'Cancels the running import, which rolls back. Has no effect after the import has finished.',
    input: z.strictObject({ id: text }),
    output: noValue,
    access: anytime,
    errors: [],
  },
  backUp: {
    summary:
      'Saves every account in one file that the user chooses, encrypted in the age format if a passphrase is given.',
    input: z.strictObject({ passphrase: z.exactOptional(passphrase), ...reauthentication }),
    output: savedFile,
    access: withOwner,
    errors: ownerErrors,
  },
  previewRestore: {
    summary: 'Describes a backup that the user chooses, or an automatic backup. Changes nothing.',
    input: z.strictObject({ passphrase: z.exactOptional(passphrase), id: z.exactOptional(text) }),
    output: z.nullable(
      z.strictObject({
        id: z.string(),
        madeAt: z.number(),
        version: z.string(),
        accounts: z.number(),
        replaces: z.nullable(z.number()),
        difference: z.nullable(
          z.strictObject({ added: emails, removed: emails, otherPassword: emails, backupCodesOnly: emails }),
        ),
      }),
    ),
    access: ownerOrNone,
    errors: [],
  },
  restore: {
    summary: 'Replaces all accounts with those of a backup. Keeps a copy of the replaced ones and ends every session.',
    input: z.strictObject({
      id: text,
      email: z.exactOptional(typedEmail),
      password: z.exactOptional(text),
      code: z.exactOptional(typedCode),
    }),
    output: z.strictObject({
      accounts: z.number(),
      keptAs: z.nullable(z.string()),
      warning: z.nullable(z.literal('oldFilesKept')),
    }),
    access: ownerOrNone,
    errors: [...ownerErrors, 'lastOwner'],
  },
  automaticBackups: {
    summary: 'Lists the automatic backups that can be restored, newest first.',
    input: nothing,
    output: z.array(z.strictObject({ id: z.string(), madeAt: z.number(), accounts: z.number() })),
    access: ownerOrNone,
    errors: [],
  },
  settings: {
    summary: 'Returns theme, language and zoom.',
    input: nothing,
    output: settings,
    access: anytime,
    errors: [],
  },
  changeSettings: {
    summary: 'Changes theme, language or zoom.',
    input: z.strictObject({
      theme: z.exactOptional(themes),
      language: z.exactOptional(languages),
      zoomPercent: z.exactOptional(zoomPercent),
    }),
    output: settings,
    access: anytime,
    errors: [],
  },
} as const satisfies Record<string, CallShape>

/** The progress of an import, in accounts. */
export type Progress = { id: string; done: number; total: number }

export type DesktopCallName = keyof typeof desktopCalls
export type DesktopInput<K extends DesktopCallName> = z.output<(typeof desktopCalls)[K]['input']>
export type DesktopOutput<K extends DesktopCallName> = z.output<(typeof desktopCalls)[K]['output']>
/**
 * What opening the store had to recover, to be shown to the user. `at`: milliseconds since the
 * epoch.
 */
export type Recovered = NonNullable<DesktopOutput<'storeNotice'>>

export type DesktopError<K extends DesktopCallName> = ErrorsOf<(typeof desktopCalls)[K]>
export type DesktopOutcome<K extends DesktopCallName> = Outcome<DesktopOutput<K>, DesktopError<K>>

type Subscribe<E> = (listener: (event: E) => void) => () => void

/** `window.desktop`. Each `on…` returns a function that unsubscribes. */
export type DesktopBridge = {
  readonly [K in DesktopCallName]: Call<DesktopInput<K>, DesktopOutput<K>, DesktopError<K>>
} & {
  readonly onClipboardCleared: (listener: () => void) => () => void
  readonly onSettingsChanged: Subscribe<Settings>
  readonly onCommand: Subscribe<MenuCommand>
  readonly onProgress: Subscribe<Progress>
}

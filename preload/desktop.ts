/** The same border for what only the operating system can do: files, clipboard, printing, settings, the menu bar. */
import * as z from 'zod/mini'
import type { Call, CallShape, ErrorsOf } from './call-shape'
import type { Outcome } from './errors'
import { canonicalCode, canonicalRecoveryKey, isBackupCode, isRecoveryKey } from './text'

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
const cleared = z.strictObject({ clearedAfterSeconds: z.literal(60) })
const printed = z.nullable(z.strictObject({ printed: z.literal(true) }))
const keySheet = z.strictObject({ email: text, recoveryKey: shownKey })
/** Any length that a person types; the slow key of the format does the rest. */
const passphrase = text
const nothing = z.undefined()
const done = z.null()
const savedFile = z.nullable(z.strictObject({ path: z.string() }))

const themes = z.enum(['system', 'light', 'dark'])
const languages = z.enum(['system', 'en', 'fr'])
const zoomPercent = z.int().check(z.gte(50), z.lte(300))

/** Per OS user, never per account: a settings file holds no names. */
export const settings = z.strictObject({
  theme: themes,
  language: languages,
  resolvedLanguage: z.enum(['en', 'fr']),
  zoomPercent,
})
export type Settings = z.infer<typeof settings>

export const menuCommands = [
  'createAccount', 'logOut', 'securitySettings', 'shortcuts', 'lock', 'import', 'backUp', 'restore', 'apiExplorer',
] as const // prettier-ignore
export type MenuCommand = (typeof menuCommands)[number]

/** What only the operating system does: whoever sits at the computer may, whatever state the accounts are in. */
const anytime = { needs: 'nobody', whileLocked: true, whileBroken: true } as const
const withSession = { needs: 'session' } as const
const sessionOrEmpty = { needs: 'session', whileEmpty: true } as const
const sessionOrNone = { needs: 'session', whileEmpty: true, whileBroken: true } as const

/** Every call of `window.desktop`. A dialog that was cancelled answers null. */
export const desktopCalls = {
  copyRecoveryKey: {
    summary: 'Puts the key on the clipboard and clears it after a minute if it is still there.',
    input: z.strictObject({ recoveryKey: shownKey }),
    output: cleared,
    access: anytime,
    errors: [],
  },
  clearRecoveryKey: {
    summary: 'Takes a copied key or copied backup codes off the clipboard now.',
    input: nothing,
    output: done,
    access: anytime,
    errors: [],
  },
  protectScreen: {
    summary: 'Keeps the window out of screenshots while a key is shown, where the system can.',
    input: z.strictObject({ on: z.boolean() }),
    output: done,
    access: anytime,
    errors: [],
  },
  saveRecoveryKey: {
    summary: 'Saves the key sheet where the person chooses.',
    input: keySheet,
    output: savedFile,
    access: anytime,
    errors: [],
  },
  printRecoveryKey: {
    summary: 'Prints the key sheet through the system dialog.',
    input: keySheet,
    output: printed,
    access: anytime,
    errors: [],
  },
  openRecoveryKey: {
    summary: 'Reads email and key out of a saved key sheet.',
    input: nothing,
    output: z.nullable(z.strictObject({ email: z.string(), recoveryKey: z.string() })),
    access: anytime,
    errors: [],
  },
  copyBackupCodes: {
    summary: 'Puts backup codes on the clipboard and clears them after a minute if they are still there.',
    input: z.strictObject({ backupCodes }),
    output: cleared,
    access: anytime,
    errors: [],
  },
  saveBackupCodes: {
    summary: 'Saves the backup codes where the person chooses.',
    input: codeSheet,
    output: savedFile,
    access: anytime,
    errors: [],
  },
  printBackupCodes: {
    summary: 'Prints the backup codes through the system dialog.',
    input: codeSheet,
    output: printed,
    access: anytime,
    errors: [],
  },
  saveActivity: {
    summary: 'Saves the activity of the logged-in person as CSV.',
    input: nothing,
    output: savedFile,
    access: withSession,
    errors: [],
  },
  showDataFolder: {
    summary: 'Opens the data folder in the file manager.',
    input: nothing,
    output: done,
    access: anytime,
    errors: [],
  },
  copyDiagnostics: {
    summary: 'Copies versions, paths and error codes; never a secret, never an email.',
    input: z.strictObject({ code: z.exactOptional(text), reference: z.exactOptional(text) }),
    output: done,
    access: anytime,
    errors: [],
  },
  reopenStore: {
    summary: 'Tries to open the account store again.',
    input: nothing,
    output: done,
    access: anytime,
    errors: [],
  },
  storeNotice: {
    summary: 'What had to be recovered when the store was opened.',
    input: nothing,
    output: z.nullable(
      z.strictObject({ recovered: z.enum(['fromBackup', 'journalSetAside', 'tornTail']), at: z.number() }),
    ),
    access: anytime,
    errors: [],
  },
  previewImport: {
    summary: 'Lets the person choose a file of accounts and says what would become of each; changes nothing.',
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
    access: sessionOrEmpty,
    errors: [],
  },
  importAccounts: {
    summary: 'Adds the accounts of a preview, all or none; asks for a folder where recovery keys must be saved.',
    input: z.strictObject({ id: text, password: z.exactOptional(text) }),
    output: z.nullable(
      z.strictObject({ imported: z.number(), skipped: z.number(), keysSavedIn: z.exactOptional(z.string()) }),
    ),
    access: sessionOrEmpty,
    errors: ['wrongCredentials', 'tooManyAttempts'],
  },
  cancel: {
    summary: 'Rolls back the import that is under way; too late, it changes nothing.',
    input: z.strictObject({ id: text }),
    output: done,
    access: anytime,
    errors: [],
  },
  backUp: {
    summary:
      'Saves every account in one file where the person chooses; encrypted under a passphrase, in the age format.',
    input: z.strictObject({ passphrase: z.exactOptional(passphrase) }),
    output: savedFile,
    access: withSession,
    errors: [],
  },
  previewRestore: {
    summary: 'Says what is in a backup that the person chooses, or in an automatic one; changes nothing.',
    input: z.strictObject({ passphrase: z.exactOptional(passphrase), id: z.exactOptional(text) }),
    output: z.nullable(
      z.strictObject({
        id: z.string(),
        madeAt: z.number(),
        version: z.string(),
        accounts: z.number(),
        replaces: z.nullable(z.number()),
      }),
    ),
    access: sessionOrNone,
    errors: [],
  },
  restore: {
    summary: 'Puts the accounts of a backup in the place of those of now; keeps a copy of these, ends every session.',
    input: z.strictObject({ id: text, password: z.exactOptional(text) }),
    output: z.strictObject({ accounts: z.number(), keptAs: z.nullable(z.string()) }),
    access: sessionOrNone,
    errors: ['wrongCredentials', 'tooManyAttempts'],
  },
  automaticBackups: {
    summary: 'The backups of the last days that can be restored, newest first.',
    input: nothing,
    output: z.array(z.strictObject({ id: z.string(), madeAt: z.number(), accounts: z.number() })),
    access: sessionOrNone,
    errors: [],
  },
  settings: { summary: 'Theme, language and zoom.', input: nothing, output: settings, access: anytime, errors: [] },
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

/** How far an import has come, in accounts. */
export type Progress = { id: string; done: number; total: number }

export type DesktopCallName = keyof typeof desktopCalls
export type DesktopInput<K extends DesktopCallName> = z.output<(typeof desktopCalls)[K]['input']>
export type DesktopOutput<K extends DesktopCallName> = z.output<(typeof desktopCalls)[K]['output']>
/** What opening the store had to recover, for the person to know; `at` in milliseconds since the epoch. */
export type Recovered = NonNullable<DesktopOutput<'storeNotice'>>

export type DesktopError<K extends DesktopCallName> = ErrorsOf<(typeof desktopCalls)[K]>
export type DesktopOutcome<K extends DesktopCallName> = Outcome<DesktopOutput<K>, DesktopError<K>>

type Subscribe<E> = (listener: (event: E) => void) => () => void

/** `window.desktop`. Each `on…` returns its own unsubscribe. */
export type DesktopBridge = {
  readonly [K in DesktopCallName]: Call<DesktopInput<K>, DesktopOutput<K>, DesktopError<K>>
} & {
  readonly onClipboardCleared: (listener: () => void) => () => void
  readonly onSettingsChanged: Subscribe<Settings>
  readonly onCommand: Subscribe<MenuCommand>
  readonly onProgress: Subscribe<Progress>
}

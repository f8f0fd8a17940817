import type { StoreApi } from 'zustand/vanilla'
import type {
  CallError,
  CallInput,
  CallName,
  CallOutcome,
  CallOutput,
  IdleWarning,
  Profile,
} from '../../preload/contract'
import type { ErrorOf, Outcome } from '../../preload/errors'
import type { SharedError } from '../app/error-text'
import type { DesktopInput, DesktopOutcome, Recovered, Settings } from '../../preload/desktop'

/** Why Log in is shown; null when the person simply came here. */
export type LogInNotice =
  | { kind: 'out' | 'expired' | 'gone' | 'reset' | 'store' | 'restored' }
  | { kind: 'idle'; minutes: number }
  | { kind: 'deleted'; email: string }
  | null
export type WelcomeNotice = { kind: 'deleted'; email: string } | null
export type RecoveryKeyReason = 'created' | 'reset' | 'replaced' | 'pending'

/** The cards of the session; `top` is the whole page. */
export type SectionId = 'profile' | 'session' | 'security' | 'activity'
export type Section = 'top' | SectionId

/** What a lock may show of the person: the display name of those who opted in, else one letter of the email. */
export type LockedPerson = { email: string; shownAs: string }

/** What the window shows: one union, so that no two screens can be half there at once. No password ever stands in it. */
export type ScreenState =
  | { name: 'starting' }
  | { name: 'welcome'; notice: WelcomeNotice }
  | { name: 'register'; email: string }
  | { name: 'recoveryKey'; email: string; recoveryKey: string; reason: RecoveryKeyReason }
  /** Shown once, as a recovery key is. */
  | { name: 'backupCodes'; email: string; backupCodes: readonly string[]; reason: 'on' | 'renewed' }
  | { name: 'logIn'; email: string; notice: LogInNotice }
  /**
   * `arrival` grows each time a section is asked for, so that asking twice moves the focus twice. `reading` follows the
   * eye, and with an unsaved display name is what a lock gives back.
   */
  | { name: 'session'; profile: Profile; section: Section; arrival: number; reading: Section; draftName: string | null }
  /** Nothing of the session but where to go on. Nobody is known where main alone knows that it is locked. */
  | { name: 'lock'; person: LockedPerson | null; section: Section; draftName: string | null }
  | { name: 'reset'; email: string }
  | { name: 'problem'; error: ErrorOf<SharedError> }
export type ScreenName = ScreenState['name']
export type ScreenOf<N extends ScreenName> = Extract<ScreenState, { name: N }>

type Answer<K extends CallName> = Promise<CallOutcome<K>>
type Action<K extends CallName> = undefined extends CallInput<K> ? () => Answer<K> : (input: CallInput<K>) => Answer<K>

/** One action per call, under the call's own name. Each answers the outcome and moves to the next screen by itself. */
export type CallActions = {
  [K in Exclude<CallName, 'welcome' | 'restoreSession' | 'people' | 'requestReset' | 'resetPassword'>]: Action<K>
} & {
  /** Both calls of a reset, one after the other. */
  resetPassword: (
    input: ResetInput,
  ) => Promise<Outcome<CallOutput<'resetPassword'>, CallError<'requestReset' | 'resetPassword'>>>
  /** Continue under backup codes: back to the session. */
  leaveBackupCodes: () => Answer<'profile'>
}
export type ResetInput = { email: string; recoveryKey: string; newPassword: string; code?: string }

export type Navigation = {
  /** The app's name in the header: Welcome, or the session's top. Never away from a key that is shown once. */
  goHome: () => void
  goToWelcome: () => void
  goToRegister: (email?: string) => void
  goToLogIn: (email?: string) => void
  goToReset: (email?: string) => void
  goToSecurity: () => void
  /** The card that is being read now. */
  nowReading: (section: Section) => void
  /** What is typed for a display name and not saved; null when nothing is. */
  keepDraftName: (draft: string | null) => void
  /** To the screen before, with the email typed by now; where nothing lies before, nothing happens. */
  back: (email?: string) => void
}

type DesktopAction<K extends 'importAccounts' | 'cancel' | 'backUp' | 'previewRestore' | 'restore'> = (
  input: DesktopInput<K>,
) => Promise<DesktopOutcome<K>>

export type WindowActions = {
  /** Asks main who is there and shows the first screen. Safe to call twice. */
  start: () => Promise<void>
  /** While a kept session is being opened: Log in at once. */
  startInstead: () => void
  /** Who may be named on Log in, and whether a session can be kept, as of now. */
  refreshLogInOptions: () => Promise<void>
  /** From the lock: ends the session, and shows Reset. */
  resetInstead: () => Promise<void>
  /** Follows what main says by itself; returns its own unsubscribe. */
  listen: () => () => void
  /**
   * Obeys the menu bar; returns its own unsubscribe. To be called once the first screen is there:
   * no command can be obeyed before, and until then main holds them.
   */
  runMenuCommands: () => () => void
  reopenStore: () => Promise<DesktopOutcome<'reopenStore'>>
  changeSettings: (input: DesktopInput<'changeSettings'>) => Promise<DesktopOutcome<'changeSettings'>>
  showShortcuts: () => void
  showImport: () => void
  showBackUp: () => void
  /** Opens the dialog, on an automatic backup where one is named. */
  showRestore: (id?: string) => void
  previewImport: () => Promise<DesktopOutcome<'previewImport'>>
  importAccounts: DesktopAction<'importAccounts'>
  cancelImport: DesktopAction<'cancel'>
  backUp: DesktopAction<'backUp'>
  previewRestore: DesktopAction<'previewRestore'>
  /** Leads to Log in: every session has ended. */
  restore: DesktopAction<'restore'>
  closeDialog: () => void
  dismissRecovered: () => void
}

export type AuthData = {
  screen: ScreenState
  hasAccounts: boolean
  /** Who wants to be named on Log in. */
  people: CallOutput<'people'>
  /** Whether this computer can keep a session over a restart. */
  canRemember: boolean
  /** The session ends for idleness soon; null while it does not. */
  idleWarning: IdleWarning | null
  settings: Settings
  recovered: Recovered | null
  dialog: 'shortcuts' | 'import' | 'backUp' | 'restore' | null
  /** The automatic backup that the restore dialog begins with; null to choose there. */
  restoreFrom: string | null
}
export type AuthActions = CallActions & Navigation & WindowActions
export type AuthState = AuthData & AuthActions
export type AuthStore = StoreApi<AuthState>

import type { StoreApi } from 'zustand/vanilla'
import type {
  CallError,
  CallInput,
  CallName,
  CallOutcome,
  CallOutput,
  IdleWarning,
  Profile,
  Registration,
  Time,
} from '../../preload/contract'
import type { ErrorOf, Outcome } from '../../preload/errors'
import type { SharedError } from '../app/error-text'
import type { DesktopInput, DesktopOutcome, Recovered, Settings } from '../../preload/desktop'

/** Why Log in is shown; null if the person navigated to it. */
export type LogInNotice =
  | { kind: 'out' | 'expired' | 'gone' | 'disabled' | 'reset' | 'store' | 'import' }
  /** `codesVoid`: the restore voided every backup code. */
  | { kind: 'restored'; codesVoid: boolean }
  | { kind: 'idle'; minutes: number }
  | { kind: 'deleted'; email: string }
  | null
export type WelcomeNotice = { kind: 'deleted'; email: string } | null
export type RecoveryKeyReason = 'created' | 'reset' | 'replaced' | 'pending'

/** The pages of the session, each with an address (`#/settings`). */
export type SessionPage = 'home' | 'activity' | 'settings' | 'accounts'

/** Where a link into Settings leads: the Security card, or its form for a new password. */
export type PageTarget = 'security' | 'changePassword' | null

/** What the window shows. A union, so that data of two screens cannot mix. Holds no password. */
export type ScreenState =
  | { name: 'starting' }
  | { name: 'welcome'; notice: WelcomeNotice }
  /** `notice` is set if the person chose Import, which needs an owner. */
  | { name: 'register'; email: string; notice: 'import' | null }
  | { name: 'recoveryKey'; email: string; recoveryKey: string; reason: RecoveryKeyReason }
  /** Shown once, like a recovery key. */
  | { name: 'backupCodes'; email: string; backupCodes: readonly string[]; reason: 'on' | 'renewed' }
  | { name: 'logIn'; email: string; notice: LogInNotice }
  /**
   * `pageRequests` counts requests for a page, so that repeating one moves the focus again: to its
   * heading, or to what `pageTarget` names. `pageNotice` says why the page is shown. Unlocking
   * restores the page and the unsaved `draftName`.
   */
  | {
      name: 'session'
      profile: Profile
      page: SessionPage
      pageTarget: PageTarget
      pageRequests: number
      pageNotice: 'noLongerOwner' | null
      draftName: string | null
    }
  /**
   * Holds nothing of the session but the position to return to. `email` is for password managers;
   * null if the window opened on a locked session: main does not say whose it is. `displayName` is
   * null unless the person opted in to being shown on Log in.
   */
  | { name: 'lock'; email: string | null; displayName: string | null; page: SessionPage; draftName: string | null }
  /**
   * `returnTo` is set if Reset was opened from Lock: Back leads there while the locked session
   * lasts, then to Log in. Null: Back follows the history.
   */
  | { name: 'reset'; email: string; returnTo: ScreenOf<'lock' | 'logIn'> | null }
  | { name: 'problem'; error: ErrorOf<SharedError> }
export type ScreenName = ScreenState['name']
export type ScreenOf<N extends ScreenName> = Extract<ScreenState, { name: N }>

type CallPromise<K extends CallName> = Promise<CallOutcome<K>>
type Action<K extends CallName> =
  undefined extends CallInput<K> ? () => CallPromise<K> : (input: CallInput<K>) => CallPromise<K>

/** One action per call, with its name. Each shows the next screen and returns the outcome. */
export type CallActions = {
  [K in Exclude<CallName, 'welcome' | 'restoreSession' | 'people' | 'requestReset' | 'resetPassword'>]: Action<K>
} & {
  /** Both calls of a reset in sequence. */
  resetPassword: (
    input: ResetInput,
  ) => Promise<Outcome<CallOutput<'resetPassword'>, CallError<'requestReset' | 'resetPassword'>>>
  /** The Continue button of the backup codes: returns to the session. */
  leaveBackupCodes: () => CallPromise<'profile'>
}
export type ResetInput = { email: string; recoveryKey: string; newPassword: string; code?: string }

export type Navigation = {
  /**
   * For a click on the app's name in the header: shows Welcome, or the session's Home. Does nothing
   * on the screen of a key that is shown once.
   */
  goHome: () => void
  goToWelcome: () => void
  goToRegister: (email?: string) => void
  goToLogIn: (email?: string) => void
  /** For an import, which needs an owner: leads to Log in or Create an account, and says why. */
  askForOwner: () => void
  /** From Lock, the session stays locked until the reset succeeds. */
  goToReset: (email?: string) => void
  /** Shows a page of the session, or moves the focus to the heading of the current one. */
  goToPage: (page: SessionPage) => void
  /** Shows Settings with the focus on its Security card. */
  goToSecurity: () => void
  /** Shows Settings with the form for a new password open. */
  goToChangePassword: () => void
  /** Hides the notice of failed attempts until the session ends. */
  dismissFailedAttempts: () => void
  /** Hides the notice for a new owner until the session ends. */
  dismissNewOwner: () => void
  /** Stores an unsaved display name; null if there is none. */
  setDraftName: (draft: string | null) => void
  /**
   * Returns to the previous screen, if any, and passes on the email typed so far. In a session it
   * returns to the previous page.
   */
  back: (email?: string) => void
}

type DesktopAction<K extends 'importAccounts' | 'cancel' | 'backUp' | 'previewRestore' | 'restore'> = (
  input: DesktopInput<K>,
) => Promise<DesktopOutcome<K>>

export type WindowActions = {
  /** Loads what the first screen depends on and shows it. Safe to call twice. */
  start: () => Promise<void>
  /** Shows Log in without waiting for the remembered session. */
  skipSessionRestore: () => void
  /**
   * Reloads the people shown on Log in, who may register, and whether a session can be remembered.
   */
  refreshLogInOptions: () => Promise<void>
  /** Subscribes to the events of main; returns the unsubscribe function. */
  listen: () => () => void
  /**
   * Runs the commands of the menu bar; returns the unsubscribe function. Call it once the first
   * screen is shown: until then main queues the commands.
   */
  runMenuCommands: () => () => void
  reopenStore: () => Promise<DesktopOutcome<'reopenStore'>>
  changeSettings: (input: DesktopInput<'changeSettings'>) => Promise<DesktopOutcome<'changeSettings'>>
  showShortcuts: () => void
  showImport: () => void
  showBackUp: () => void
  /** Opens the restore dialog, with the automatic backup `id` chosen if given. */
  showRestore: (id?: string) => void
  previewImport: () => Promise<DesktopOutcome<'previewImport'>>
  importAccounts: DesktopAction<'importAccounts'>
  cancelImport: DesktopAction<'cancel'>
  backUp: DesktopAction<'backUp'>
  previewRestore: DesktopAction<'previewRestore'>
  /** Leads to Log in: a restore ends every session. */
  restore: DesktopAction<'restore'>
  closeDialog: () => void
  dismissRecovered: () => void
}

export type AuthData = {
  screen: ScreenState
  hasAccounts: boolean
  /** Whether an account needs an invitation. */
  registration: Registration
  /** The people who opted in to being shown on Log in. */
  people: CallOutput<'people'>
  /** Whether this computer can remember a session across restarts. */
  canRemember: boolean
  /** Set while the session is about to end for idleness. */
  idleWarning: IdleWarning | null
  settings: Settings
  recovered: Recovered | null
  /** The start of the session in which the notice of failed attempts was dismissed. */
  failedAttemptsDismissedIn: Time | null
  /** The start of the session in which the notice for a new owner was dismissed. */
  newOwnerDismissedIn: Time | null
  dialog: 'shortcuts' | 'import' | 'backUp' | 'restore' | null
  /** The automatic backup that the restore dialog starts with; null to choose one there. */
  restoreFrom: string | null
}
export type AuthActions = CallActions & Navigation & WindowActions
export type AuthState = AuthData & AuthActions
export type AuthStore = StoreApi<AuthState>

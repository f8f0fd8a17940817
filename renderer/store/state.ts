import type { StoreApi } from 'zustand/vanilla'
import type { AuthError, CallInput, CallName, CallOutput, Outcome, Profile, Time } from '../../preload/contract'
import type { DesktopInput, DesktopOutput, Settings } from '../../preload/desktop'

/** Why Log in is shown; null when the person simply came here. */
export type LogInNotice = { kind: 'out' | 'expired' | 'gone' | 'reset' } | { kind: 'deleted'; email: string } | null
export type WelcomeNotice = { kind: 'deleted'; email: string } | null
export type RecoveryKeyReason = 'created' | 'reset' | 'replaced' | 'pending'

/** What the window shows: one union, so that no two screens can be half there at once. No password ever stands in it. */
export type ScreenState =
  | { name: 'starting' }
  | { name: 'welcome'; notice: WelcomeNotice }
  | { name: 'register'; email: string }
  | { name: 'recoveryKey'; email: string; recoveryKey: string; reason: RecoveryKeyReason }
  | { name: 'logIn'; email: string; notice: LogInNotice }
  /** `arrival` grows each time a section is asked for, so that asking twice moves the focus twice. */
  | { name: 'session'; profile: Profile; section: 'top' | 'security'; arrival: number }
  | { name: 'reset'; email: string }
  | { name: 'problem'; error: AuthError }
export type ScreenName = ScreenState['name']
export type ScreenOf<N extends ScreenName> = Extract<ScreenState, { name: N }>

/** What had to be recovered when the store was opened. */
export type Recovered = { recovered: 'fromBackup' | 'journalSetAside' | 'tornTail'; at: Time }

type Answer<K extends CallName> = Promise<Outcome<CallOutput<K>>>
type Action<K extends CallName> = undefined extends CallInput<K> ? () => Answer<K> : (input: CallInput<K>) => Answer<K>

/** Calls that no screen makes yet. */
type Unshown = 'lock' | 'unlock' | 'stopRemembering' | 'people' | 'reportActivity'

/** One action per call, under the call's own name. Each answers the outcome and moves to the next screen by itself. */
export type CallActions = {
  [K in Exclude<CallName, Unshown | 'welcome' | 'restoreSession' | 'requestReset' | 'resetPassword'>]: Action<K>
} & {
  /** Both calls of a reset, one after the other. */
  resetPassword: (input: ResetInput) => Answer<'resetPassword'>
}
export type ResetInput = { email: string; recoveryKey: string; newPassword: string }

export type Navigation = {
  /** The app's name in the header: Welcome, or the session's top. Never away from a key that is shown once. */
  goHome: () => void
  goToWelcome: () => void
  goToRegister: (email?: string) => void
  goToLogIn: (email?: string) => void
  goToReset: (email?: string) => void
  goToSecurity: () => void
  /** To the screen before, with the email typed by now; where nothing lies before, nothing happens. */
  back: (email?: string) => void
}

export type WindowActions = {
  /** Asks main who is there and shows the first screen. Safe to call twice. */
  start: () => Promise<void>
  /** Follows what main says by itself; returns its own unsubscribe. */
  listen: () => () => void
  reopenStore: () => Promise<Outcome<DesktopOutput<'reopenStore'>>>
  changeSettings: (input: DesktopInput<'changeSettings'>) => Promise<Outcome<Settings>>
  showShortcuts: () => void
  closeDialog: () => void
  dismissRecovered: () => void
}

export type AuthData = {
  screen: ScreenState
  hasAccounts: boolean
  settings: Settings
  recovered: Recovered | null
  dialog: 'shortcuts' | null
}
export type AuthActions = CallActions & Navigation & WindowActions
export type AuthState = AuthData & AuthActions
export type AuthStore = StoreApi<AuthState>

import { createStore } from 'zustand/vanilla'
import type { Settings } from '../../preload/desktop'
import { createAccountCalls } from './account-calls'
import { createActionDeps, type Bridges } from './action-deps'
import { createNavigation } from './navigation'
import { createSessionCalls } from './session-calls'
import { createSessionOpener } from './session-opener'
import type { AuthData, AuthState, AuthStore, ScreenState } from './state'
import { createTransferActions } from './transfer'
import { createWindowActions } from './window-calls'

/**
 * The store of one window: the screen it shows, and one action per call. The actions reach main
 * through the bridges. The store holds a secret only while its screen shows it (recovery key,
 * backup codes). Passwords are passed as arguments and not stored.
 */
export function createAuthStore(bridges: Bridges, settings: Settings = defaultSettings): AuthStore {
  const history: ScreenState[] = []
  const store = createStore<AuthState>((set, get) => {
    const deps = createActionDeps(bridges, get, set)
    const navigation = createNavigation(deps, history)
    const openSession = createSessionOpener(deps)
    const transfer = createTransferActions(deps)
    const calls = { ...createAccountCalls(deps, openSession), ...createSessionCalls(deps) }
    return {
      ...initialData(settings),
      ...navigation,
      ...calls,
      ...transfer,
      ...createWindowActions(deps, { ...navigation, ...calls, ...transfer }, openSession),
    }
  })
  // After a session the next person must not see what was typed before it.
  store.subscribe(({ screen }) => {
    if (screen.name === 'session') history.splice(0)
  })
  return store
}

const defaultSettings: Settings = { theme: 'system', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 }

const initialData = (settings: Settings): AuthData => ({
  screen: { name: 'starting' },
  hasAccounts: false,
  registration: 'open',
  people: [],
  canRemember: false,
  idleWarning: null,
  settings,
  recovered: null,
  failedAttemptsDismissedIn: null,
  newOwnerDismissedIn: null,
  dialog: null,
  restoreFrom: null,
})

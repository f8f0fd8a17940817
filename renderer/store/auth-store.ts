import { createStore } from 'zustand/vanilla'
import type { Settings } from '../../preload/desktop'
import { createAccountCalls } from './account-calls'
import { createActionDeps, type Bridges } from './action-deps'
import { createNavigation } from './navigation'
import { createSessionCalls } from './session-calls'
import { createSessionOpener } from './session-opener'
import type { AuthData, AuthState, AuthStore } from './state'
import { createTransferActions } from './transfer'
import { createWindowActions } from './window-calls'

/**
 * The store of one window: which screen it shows, and one action per call. It asks main through the bridges it is
 * given and keeps no secret but a recovery key while that is on screen: passwords pass through as arguments.
 */
export function createAuthStore(bridges: Bridges, settings: Settings = defaultSettings): AuthStore {
  return createStore<AuthState>((set, get) => {
    const deps = createActionDeps(bridges, get, set)
    const navigation = createNavigation(deps)
    const openSession = createSessionOpener(deps)
    const transfer = createTransferActions(deps)
    const calls = { ...createAccountCalls(deps, openSession), ...createSessionCalls(deps) }
    return {
      ...firstData(settings),
      ...navigation,
      ...calls,
      ...transfer,
      ...createWindowActions(deps, { ...navigation, ...calls, ...transfer }, openSession),
    }
  })
}

const defaultSettings: Settings = { theme: 'system', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 }

const firstData = (settings: Settings): AuthData => ({
  screen: { name: 'starting' },
  hasAccounts: false,
  people: [],
  canRemember: false,
  idleWarning: null,
  settings,
  recovered: null,
  dialog: null,
  restoreFrom: null,
})

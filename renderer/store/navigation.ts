import { lockOf, type ActionDeps } from './action-deps'
import type { Navigation, PageTarget, ScreenName, ScreenState, SessionPage } from './state'

const loggedOutScreens = new Set<ScreenName>(['welcome', 'register', 'logIn', 'reset'])

/** Navigation between the logged-out screens, and between the pages of the session. */
export function createNavigation(deps: ActionDeps): Navigation {
  const history: ScreenState[] = []

  /**
   * Works only from a logged-out screen: a menu command or a shortcut must not discard a session,
   * or a key that is shown once.
   */
  function go(next: ScreenState, typedEmail?: string) {
    const current = deps.get().screen
    if (!loggedOutScreens.has(current.name) || lockOf(current)) return
    if (current.name === next.name) return
    history.push(withEmail(current, typedEmail))
    deps.show(next)
  }

  function goToWelcome() {
    go({ name: 'welcome', notice: null })
  }

  return {
    goToWelcome,
    goToRegister: (email = '') => go({ name: 'register', email }, email),
    goToLogIn: (email = '') =>
      deps.get().hasAccounts ? go({ name: 'logIn', email, notice: null }, email) : goToWelcome(),
    goToReset: (email = '') => {
      const lock = lockOf(deps.get().screen)
      // Leave the email out: the person at the computer may not be the owner of the session.
      if (lock) deps.show({ name: 'reset', email: '', returnTo: lock })
      else go({ name: 'reset', email, returnTo: null }, email)
    },
    goHome: () => (deps.get().screen.name === 'session' ? showPage(deps, 'home') : goToWelcome()),
    goToPage: (page) => showPage(deps, page),
    goToSecurity: () => showPage(deps, 'settings', 'security'),
    goToChangePassword: () => showPage(deps, 'settings', 'changePassword'),
    dismissFailedAttempts: () => {
      const { screen } = deps.get()
      if (screen.name === 'session') deps.set({ failedAttemptsDismissedIn: screen.profile.session.startedAt })
    },
    setDraftName: (draftName) => {
      const { screen } = deps.get()
      if (screen.name === 'session' && screen.draftName !== draftName) deps.set({ screen: { ...screen, draftName } })
    },
    back: (typedEmail) => {
      const { screen } = deps.get()
      // Each page has an address (use-page-address.ts).
      if (screen.name === 'session') {
        window.history.back()
        return
      }
      if (!loggedOutScreens.has(screen.name)) return void history.splice(0)
      if (screen.name === 'reset' && screen.returnTo) {
        deps.show(screen.returnTo)
        return
      }
      const previous = history.pop()
      if (previous) deps.show(withEmail(previous, typedEmail))
    },
  }
}

function showPage(deps: ActionDeps, page: SessionPage, pageTarget: PageTarget = null) {
  const { screen } = deps.get()
  if (screen.name !== 'session') return
  deps.set({ screen: { ...screen, page, pageTarget, pageRequests: screen.pageRequests + 1 } })
}

function withEmail(screen: ScreenState, email: string | undefined): ScreenState {
  if (screen.name === 'welcome') return { ...screen, notice: null }
  if (screen.name === 'logIn') return { ...screen, notice: null, email: email ?? screen.email }
  if (screen.name === 'register' || screen.name === 'reset') return { ...screen, email: email ?? screen.email }
  return screen
}

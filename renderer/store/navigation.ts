import { lockOf, type ActionDeps } from './action-deps'
import { allowedPage } from './page-address'
import type { Navigation, PageTarget, ScreenName, ScreenState, SessionPage } from './state'

const loggedOutScreens = new Set<ScreenName>(['welcome', 'register', 'logIn', 'reset'])

/**
 * Navigation between the logged-out screens, and between the pages of the session. `history`: the
 * logged-out screens that Back leads to, with the emails that were typed there.
 */
export function createNavigation(deps: ActionDeps, history: ScreenState[]): Navigation {
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

  /** On the right screen already, only the notice is new: what was typed stays. */
  function askForOwner() {
    const { screen, hasAccounts } = deps.get()
    if (!hasAccounts && screen.name === 'register') deps.set({ screen: { ...screen, notice: 'import' } })
    else if (!hasAccounts) go({ name: 'register', email: '', notice: 'import' })
    else if (screen.name === 'logIn') deps.set({ screen: { ...screen, notice: { kind: 'import' } } })
    else go({ name: 'logIn', email: '', notice: { kind: 'import' } })
  }

  return {
    goToWelcome,
    goToRegister: (email = '') => go({ name: 'register', email, notice: null }, email),
    goToLogIn: (email = '') =>
      deps.get().hasAccounts ? go({ name: 'logIn', email, notice: null }, email) : goToWelcome(),
    askForOwner,
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
    dismissNewOwner: () => {
      const { screen } = deps.get()
      if (screen.name === 'session') deps.set({ newOwnerDismissedIn: screen.profile.session.startedAt })
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
  const pageRequests = screen.pageRequests + 1
  const allowed = allowedPage(page, screen.profile)
  deps.set({ screen: { ...screen, page: allowed, pageTarget, pageRequests, pageNotice: null } })
}

function withEmail(screen: ScreenState, email: string | undefined): ScreenState {
  if (screen.name === 'welcome') return { ...screen, notice: null }
  if (screen.name === 'logIn') return { ...screen, notice: null, email: email ?? screen.email }
  if (screen.name === 'register') return { ...screen, notice: null, email: email ?? screen.email }
  if (screen.name === 'reset') return { ...screen, email: email ?? screen.email }
  return screen
}

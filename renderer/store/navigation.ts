import type { ActionDeps } from './action-deps'
import type { Navigation, ScreenName, ScreenState } from './state'

const loggedOut = new Set<ScreenName>(['welcome', 'register', 'logIn', 'reset'])

/** The ways between the screens of somebody who is not logged in, and within the session. */
export function createNavigation(deps: ActionDeps): Navigation {
  const trail: ScreenState[] = []

  /** Only from a logged-out screen: a menu command or a key must never drop a session or a key that is shown once. */
  function go(next: ScreenState, typedEmail?: string) {
    const here = deps.get().screen
    if (!loggedOut.has(here.name)) return
    if (here.name === next.name) return
    trail.push(withEmail(here, typedEmail))
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
    goToReset: (email = '') => go({ name: 'reset', email }, email),
    goHome: () => (deps.get().screen.name === 'session' ? showSection(deps, 'top') : goToWelcome()),
    goToSecurity: () => showSection(deps, 'security'),
    nowReading: (reading) => {
      const { screen } = deps.get()
      if (screen.name === 'session' && screen.reading !== reading) deps.set({ screen: { ...screen, reading } })
    },
    keepDraftName: (draftName) => {
      const { screen } = deps.get()
      if (screen.name === 'session' && screen.draftName !== draftName) deps.set({ screen: { ...screen, draftName } })
    },
    back: (typedEmail) => {
      if (!loggedOut.has(deps.get().screen.name)) return void trail.splice(0)
      const before = trail.pop()
      if (before) deps.show(withEmail(before, typedEmail))
    },
  }
}

function showSection(deps: ActionDeps, section: 'top' | 'security') {
  const { screen } = deps.get()
  if (screen.name === 'session') {
    deps.set({ screen: { ...screen, section, reading: section, arrival: screen.arrival + 1 } })
  }
}

function withEmail(screen: ScreenState, email: string | undefined): ScreenState {
  if (screen.name === 'welcome') return { ...screen, notice: null }
  if (screen.name === 'logIn') return { ...screen, notice: null, email: email ?? screen.email }
  if (screen.name === 'register' || screen.name === 'reset') return { ...screen, email: email ?? screen.email }
  return screen
}

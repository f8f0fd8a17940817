import type { CallOutcome, CallOutput } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { pageOfAddress } from './page-address'
import { anonymousLock, sessionLostNotice, sessionScreen, showLock } from './session-end'
import type { OpenSession } from './session-opener'
import type { LogInNotice, ScreenState, WindowActions } from './state'

type StartActions = Pick<WindowActions, 'start' | 'skipSessionRestore' | 'refreshLogInOptions'>

/** The actions that lead to the first screen. */
export function createStart(deps: ActionDeps, openSession: OpenSession): StartActions {
  let running: Promise<void> | undefined
  return {
    start: () => (running ??= start(deps, openSession).finally(() => (running = undefined))),
    skipSessionRestore: () => {
      if (deps.get().screen.name === 'starting') deps.show(firstLoggedOutScreen(deps.get().hasAccounts))
    },
    refreshLogInOptions: () => refreshLogInOptions(deps),
  }
}

async function start(deps: ActionDeps, openSession: OpenSession): Promise<void> {
  const isCurrentVisit = deps.trackVisit()
  const welcome = await deps.auth.welcome()
  if (!isCurrentVisit()) return
  if (!welcome.ok && welcome.error.code === 'locked') {
    deps.set({ hasAccounts: true })
    showLock(deps)
    return
  }
  const hasAccounts = welcome.ok && welcome.value.hasAccounts
  deps.set({ hasAccounts, canRemember: false })
  if (welcome.ok) setWelcome(deps, welcome.value)
  const [notice] = await Promise.all([deps.desktop.storeNotice(), refreshPeople(deps)])
  if (notice.ok) deps.set({ recovered: notice.value })
  const { outcome: restored, screenUnchanged } = await openSession(() => deps.auth.restoreSession())
  if (screenUnchanged) deps.show(firstScreen(welcome.ok ? restored : welcome, hasAccounts))
}

/** The session if it could be restored, else Log in if there are accounts, else Welcome. */
function firstScreen(restored: CallOutcome<'restoreSession'>, hasAccounts: boolean): ScreenState {
  if (restored.ok && restored.value) return sessionScreen(restored.value, pageOfAddress(window.location.hash))
  if (restored.ok) return firstLoggedOutScreen(hasAccounts)
  const { error } = restored
  if (error.code === 'locked') return anonymousLock
  if (error.code !== 'notLoggedIn') return { name: 'problem', error }
  // `none`: the key store cannot open the remembered session now. Main keeps it, but the person has
  // to enter the password.
  return firstLoggedOutScreen(
    hasAccounts,
    error.reason === 'none' ? { kind: 'store' } : sessionLostNotice(error.reason),
  )
}

function firstLoggedOutScreen(hasAccounts: boolean, notice: LogInNotice = null): ScreenState {
  return hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice: null }
}

async function refreshLogInOptions(deps: ActionDeps): Promise<void> {
  const [welcome] = await Promise.all([deps.auth.welcome(), refreshPeople(deps)])
  if (welcome.ok) setWelcome(deps, welcome.value)
}

function setWelcome(deps: ActionDeps, { registration, canRemember }: CallOutput<'welcome'>): void {
  deps.set({ registration, canRemember })
}

/** Keeps the current list on an error. */
async function refreshPeople(deps: ActionDeps): Promise<void> {
  const people = await deps.auth.people()
  if (people.ok) deps.set({ people: people.value })
}

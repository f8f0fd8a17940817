import type { CallOutcome } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { lostNotice, sessionScreen, showLock } from './session-end'
import type { OpenSession } from './session-opener'
import type { LogInNotice, ScreenState, WindowActions } from './state'

type StartActions = Pick<WindowActions, 'start' | 'startInstead' | 'refreshLogInOptions'>

/** The way from an empty window to its first screen. */
export function createStart(deps: ActionDeps, openSession: OpenSession): StartActions {
  let begun: Promise<void> | undefined
  return {
    start: () => (begun ??= start(deps, openSession).finally(() => (begun = undefined))),
    startInstead: () => {
      if (deps.get().screen.name === 'starting') deps.show(firstLoggedOutScreen(deps.get().hasAccounts))
    },
    refreshLogInOptions: () => refreshLogInOptions(deps),
  }
}

async function start(deps: ActionDeps, openSession: OpenSession): Promise<void> {
  const still = deps.trackVisit()
  const greeting = await deps.auth.welcome()
  if (!still()) return
  if (!greeting.ok && greeting.error.code === 'locked') {
    deps.set({ hasAccounts: true })
    showLock(deps)
    return
  }
  const hasAccounts = greeting.ok && greeting.value.hasAccounts
  deps.set({ hasAccounts, canRemember: greeting.ok && greeting.value.canRemember })
  const [notice] = await Promise.all([deps.desktop.storeNotice(), refreshPeople(deps)])
  if (notice.ok) deps.set({ recovered: notice.value })
  const { outcome: restored, wanted } = await openSession(() => deps.auth.restoreSession())
  if (wanted) deps.show(firstScreen(greeting.ok ? restored : greeting, hasAccounts))
}

/** A session still held, else Log in where anybody has an account, else Welcome. */
function firstScreen(restored: CallOutcome<'restoreSession'>, hasAccounts: boolean): ScreenState {
  if (restored.ok && restored.value) return sessionScreen(restored.value)
  if (restored.ok) return firstLoggedOutScreen(hasAccounts)
  const { error } = restored
  if (error.code === 'locked') return { name: 'lock', person: null, section: 'top', draftName: null }
  if (error.code !== 'notLoggedIn') return { name: 'problem', error }
  // Main keeps a session that the key store does not open today: no loss, but the password is asked for.
  return firstLoggedOutScreen(hasAccounts, error.reason === 'none' ? { kind: 'store' } : lostNotice(error.reason))
}

function firstLoggedOutScreen(hasAccounts: boolean, notice: LogInNotice = null): ScreenState {
  return hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice: null }
}

async function refreshLogInOptions(deps: ActionDeps): Promise<void> {
  const [greeting] = await Promise.all([deps.auth.welcome(), refreshPeople(deps)])
  if (greeting.ok) deps.set({ canRemember: greeting.value.canRemember })
}

/** An error drops nobody from the list. */
async function refreshPeople(deps: ActionDeps): Promise<void> {
  const people = await deps.auth.people()
  if (people.ok) deps.set({ people: people.value })
}

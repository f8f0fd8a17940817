import type { CallOutcome } from '../../preload/contract'
import type { Desk } from './action-deps'
import { lostNotice, sessionScreen, showLock } from './session-end'
import type { OpenSession } from './session-opener'
import type { LogInNotice, ScreenState, WindowActions } from './state'

type StartActions = Pick<WindowActions, 'start' | 'startInstead' | 'lookAtEntrance'>

/** The way from an empty window to its first screen. */
export function createStart(desk: Desk, openSession: OpenSession): StartActions {
  let begun: Promise<void> | undefined
  return {
    start: () => (begun ??= start(desk, openSession).finally(() => (begun = undefined))),
    startInstead: () => {
      if (desk.get().screen.name === 'starting') desk.show(entrance(desk.get().hasAccounts))
    },
    lookAtEntrance: () => lookAtEntrance(desk),
  }
}

async function start(desk: Desk, openSession: OpenSession): Promise<void> {
  const still = desk.stay()
  const greeting = await desk.auth.welcome()
  if (!still()) return
  if (!greeting.ok && greeting.error.code === 'locked') {
    desk.set({ hasAccounts: true })
    showLock(desk)
    return
  }
  const hasAccounts = greeting.ok && greeting.value.hasAccounts
  desk.set({ hasAccounts, canRemember: greeting.ok && greeting.value.canRemember })
  const [notice] = await Promise.all([desk.desktop.storeNotice(), lookForPeople(desk)])
  if (notice.ok) desk.set({ recovered: notice.value })
  const { outcome: restored, wanted } = await openSession(() => desk.auth.restoreSession())
  if (wanted) desk.show(firstScreen(greeting.ok ? restored : greeting, hasAccounts))
}

/** A session still held, else Log in where anybody has an account, else Welcome. */
function firstScreen(restored: CallOutcome<'restoreSession'>, hasAccounts: boolean): ScreenState {
  if (restored.ok && restored.value) return sessionScreen(restored.value)
  if (restored.ok) return entrance(hasAccounts)
  const { error } = restored
  if (error.code === 'locked') return { name: 'lock', person: null, section: 'top', draftName: null }
  if (error.code !== 'notLoggedIn') return { name: 'problem', error }
  // Main keeps a session that the key store does not open today: no loss, but the password is asked for.
  return entrance(hasAccounts, error.reason === 'none' ? { kind: 'store' } : lostNotice(error.reason))
}

function entrance(hasAccounts: boolean, notice: LogInNotice = null): ScreenState {
  return hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice: null }
}

async function lookAtEntrance(desk: Desk): Promise<void> {
  const [greeting] = await Promise.all([desk.auth.welcome(), lookForPeople(desk)])
  if (greeting.ok) desk.set({ canRemember: greeting.value.canRemember })
}

/** An error drops nobody from the list. */
async function lookForPeople(desk: Desk): Promise<void> {
  const people = await desk.auth.people()
  if (people.ok) desk.set({ people: people.value })
}

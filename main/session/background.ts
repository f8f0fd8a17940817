import type { Clock } from '../auth/clock'
import type { UserStore } from '../auth/user'
import type { Policy } from '../policy'
import type { IdleWarning, SessionEnded } from '../../preload/contract'
import type { StorageReason } from '../../preload/errors'
import type { CurrentSession } from './current-session'

/** A small type of its own: the background runs below the calls. */
export type BackgroundDeps = {
  store: { readonly problem: StorageReason | null; checkpointIfDue(): Promise<void> }
  tables: {
    users: Pick<UserStore, 'updateUser'>
    events: { pruneBefore(time: number): void }
  }
  session: {
    current: CurrentSession
    end: (userId: number, event: 'loggedOut') => void
    lock: (userId: number) => void
  }
  time: { clock: Clock; steadyNow: () => number }
  policy: Pick<Policy, 'eventsKeptMs'>
  logStorageErrors: (doing: string, run: () => void) => void
}

/** What happens to a session and the store without being called for: by time, by the system, at quit. None of it throws StorageError. */
export type Background = {
  /** Ends the held session if it is over, and says so; null while nothing happened. For a timer and for waking up. */
  endIfExpired: () => SessionEnded | null
  /** The session will soon end for idleness: said once, and again after the person was back. For a timer. */
  idleWarning: () => IdleWarning | null
  /** The system locks the screen or goes to sleep: the session is locked if its person wants that. Says whether it was. */
  lockWithSystem: () => SessionEnded | null
  /** At idle: old activity goes (setting the clock forward does not make it older), a full journal becomes a snapshot. */
  housekeeping: () => Promise<void>
  /** At quit: a session that is not kept ends with the app. */
  endSession: () => void
}

export function createBackground(deps: BackgroundDeps): Background {
  const { store, policy, logStorageErrors } = deps
  const { current } = deps.session
  const { users, events } = deps.tables
  const { clock, steadyNow } = deps.time
  let warned = false

  /** A kept session must know after a restart whether the clock was set back behind it. */
  function noteLastUse(): void {
    const found = current.peek()
    if (!found.active || !found.session.remembered || found.user.sessionLastUsedAt === found.session.lastUsedAt) return
    users.updateUser(found.user.id, { sessionLastUsedAt: found.session.lastUsedAt })
  }

  return {
    endIfExpired() {
      const found = store.problem ? null : current.peek()
      if (!found || found.active || found.reason === 'none' || found.reason === 'locked') return null
      return { reason: found.reason }
    },
    idleWarning() {
      const logOutAt = store.problem ? null : current.idleLogOutAt()
      const news = logOutAt !== null && !warned
      warned = logOutAt !== null
      return news ? { logOutAt } : null
    },
    lockWithSystem() {
      const found = store.problem ? null : current.peek()
      if (!found?.active || !found.user.lockWithSystem) return null
      deps.session.lock(found.user.id)
      return { reason: 'locked' }
    },
    async housekeeping() {
      if (store.problem) return
      logStorageErrors('pruning', () => events.pruneBefore(Math.min(clock.now(), steadyNow()) - policy.eventsKeptMs))
      logStorageErrors('noting the last use', noteLastUse)
      await store.checkpointIfDue()
    },
    endSession() {
      const found = store.problem ? null : current.peek()
      if (!found || (!found.active && found.reason !== 'locked')) return
      logStorageErrors('noting the last use', noteLastUse)
      current.clear()
      // A kept session goes on after the restart; a locked one does not, its password is still to be given.
      if (!found.active || !found.user.sessionRemembered) deps.session.end(found.user.id, 'loggedOut')
    },
  }
}

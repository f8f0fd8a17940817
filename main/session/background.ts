import type { Clock } from '../auth/clock'
import type { UserStore } from '../auth/user'
import type { Policy } from '../policy'
import type { IdleWarning, SessionEnded } from '../../preload/contract'
import type { StorageReason } from '../../preload/errors'
import type { ResetKeys } from '../keys/reset-keys'
import type { CurrentSession } from './current-session'

/** Declared here, because this layer must not import from the calls. */
export type BackgroundDeps = {
  store: { readonly problem: StorageReason | null; checkpointIfDue(): Promise<void> }
  tables: {
    users: Pick<UserStore, 'updateUser'>
    events: { pruneBefore(time: number): void }
    audit: { pruneBefore(time: number): void }
  }
  session: {
    current: CurrentSession
    end: (userId: number, event: 'loggedOut') => void
    lock: (userId: number) => void
  }
  time: { clock: Clock; steadyNow: () => number }
  secrets: { resetKeys: Pick<ResetKeys, 'dropExpired'> }
  policy: Pick<Policy, 'eventRetentionMs'>
  logStorageErrors: (doing: string, run: () => void) => void
}

/** Tasks that timers, the system or quitting trigger. None throws StorageError. */
export type BackgroundTasks = {
  /** Ends the current session if it expired, and returns why. For a timer and after waking up. */
  endIfExpired: () => SessionEnded | null
  /** Warns once before the session ends for idleness, and again after new activity. For a timer. */
  idleWarning: () => IdleWarning | null
  /** Locks the session when the system locks or sleeps, if the user wants that; else null. */
  lockWithSystem: () => SessionEnded | null
  /**
   * Prunes old activity and checkpoints a full journal. Setting the clock forward does not age the
   * activity.
   */
  housekeeping: () => Promise<void>
  /** Ends a session that is not remembered, at quit. */
  endSession: () => void
}

export function createBackgroundTasks(deps: BackgroundDeps): BackgroundTasks {
  const { store, policy, logStorageErrors } = deps
  const { current } = deps.session
  const { users, events, audit } = deps.tables
  const { clock, steadyNow } = deps.time
  const { resetKeys } = deps.secrets
  let warned = false

  /** After a restart they show whether the clock was set back, and how long the app ran. */
  const saveTimes = () => current.saveTimes((userId, changes) => users.updateUser(userId, changes))

  return {
    endIfExpired() {
      const state = store.problem ? null : current.peek()
      if (!state || state.active || state.reason === 'none' || state.reason === 'locked') return null
      return { reason: state.reason }
    },
    idleWarning() {
      const logOutAt = store.problem ? null : current.idleLogOutAt()
      const isNew = logOutAt !== null && !warned
      warned = logOutAt !== null
      return isNew ? { logOutAt } : null
    },
    lockWithSystem() {
      const state = store.problem ? null : current.peek()
      if (!state?.active || !state.user.lockWithSystem) return null
      deps.session.lock(state.user.id)
      logStorageErrors('renewing the id of a locked session', () => current.renewId())
      return { reason: 'locked' }
    },
    async housekeeping() {
      resetKeys.dropExpired(steadyNow())
      if (store.problem) return
      logStorageErrors('pruning', () => {
        const oldest = Math.min(clock.now(), steadyNow()) - policy.eventRetentionMs
        events.pruneBefore(oldest)
        audit.pruneBefore(oldest)
      })
      logStorageErrors('saving the times of a session', saveTimes)
      await store.checkpointIfDue()
    },
    endSession() {
      const state = store.problem ? null : current.peek()
      if (!state || (!state.active && state.reason !== 'locked')) return
      logStorageErrors('saving the times of a session', saveTimes)
      current.clear()
      // A remembered session survives the restart, unless it is locked: unlocking needs the
      // password.
      if (!state.active || !state.user.sessionRemembered) deps.session.end(state.user.id, 'loggedOut')
    },
  }
}

import type { Accounts } from '../../open-accounts'
import { logStorageErrors } from '../../calls/steps/log-storage-errors'
import type { SessionState } from '../../session/current-session'
import type { Desktop } from '../desktop'
import type { SessionPresence } from '../menu/menu'

export type WatchDeps = {
  accounts: Pick<Accounts, 'endIfExpired' | 'idleWarning' | 'lockWithSystem'> & {
    deps: {
      session: { current: Pick<Accounts['deps']['session']['current'], 'peek'> }
      tables: { users: Pick<Accounts['deps']['tables']['users'], 'hasUsers'> }
    }
  }
  desktop: Pick<Desktop, 'send' | 'warnOfIdleness' | 'updateSessionPresence'>
}

export type SessionWatch = {
  /** To be called after each call, every second and when the computer wakes. */
  check: () => void
  /** To be called when the system locks the screen or goes to sleep. */
  lock: () => void
}

/**
 * Checks whether the session has ended. Sends the page what none of its calls caused: the end of
 * the session, a lock, the idle warning. Updates the menu after every change.
 */
export function watchSession({ accounts, desktop }: WatchDeps): SessionWatch {
  const { current } = accounts.deps.session
  const { users } = accounts.deps.tables
  const updatePresence = () => desktop.updateSessionPresence(presenceOf(current.peek(), users.hasUsers()))
  return {
    check: ignoringStorageErrors(() => {
      const ended = accounts.endIfExpired()
      if (ended) desktop.send('auth:sessionEnded', ended)
      const warning = accounts.idleWarning()
      if (warning) desktop.warnOfIdleness(warning)
      updatePresence()
    }),
    lock: ignoringStorageErrors(() => {
      const locked = accounts.lockWithSystem()
      if (locked) desktop.send('auth:sessionEnded', locked)
      updatePresence()
    }),
  }
}

function presenceOf(state: SessionState, hasUsers: boolean): SessionPresence {
  if (!hasUsers) return 'empty'
  if (state.active) return state.user.role === 'owner' ? 'owner' : 'here'
  return state.reason === 'locked' ? 'locked' : 'none'
}

/**
 * Ignores storage errors without logging: this runs every second, and the next call reports them.
 */
const ignoringStorageErrors = (run: () => void) => () => logStorageErrors(() => undefined, 'watching the session', run)

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
  desktop: Pick<Desktop, 'send' | 'warnOfIdleness' | 'followSession'>
}

export type SessionWatch = {
  /** After each call, every second and when the computer wakes. */
  look: () => void
  /** The system locks the screen or goes to sleep. */
  lock: () => void
}

/**
 * Looks whether the session is still there. Tells the page what no call of its own brought about: an end, a lock, idleness
 * that will be an end; and the menu of any change.
 */
export function watchSession({ accounts, desktop }: WatchDeps): SessionWatch {
  const { current } = accounts.deps.session
  const { users } = accounts.deps.tables
  const follow = () => desktop.followSession(presenceOf(current.peek(), users.hasUsers()))
  return {
    look: quietly(() => {
      const ended = accounts.endIfExpired()
      if (ended) desktop.send('auth:sessionEnded', ended)
      const warning = accounts.idleWarning()
      if (warning) desktop.warnOfIdleness(warning)
      follow()
    }),
    lock: quietly(() => {
      const locked = accounts.lockWithSystem()
      if (locked) desktop.send('auth:sessionEnded', locked)
      follow()
    }),
  }
}

function presenceOf(found: SessionState, hasUsers: boolean): SessionPresence {
  if (!hasUsers) return 'empty'
  if (found.active) return 'here'
  return found.reason === 'locked' ? 'locked' : 'none'
}

/** Every second: a store that fails is not logged each time, for the next call reports it with its reason. */
const quietly = (run: () => void) => () => logStorageErrors(() => undefined, 'watching the session', run)

import type { Accounts } from '../accounts'
import { StorageError } from '../database/storage-error'
import type { Desktop } from './desktop'

export type WatchDeps = {
  accounts: Pick<Accounts, 'endIfOver'> & { deps: { holder: Pick<Accounts['deps']['holder'], 'look'> } }
  desktop: Pick<Desktop, 'tell' | 'followSession'>
}

/**
 * Looks whether the session is still there: after each call, every few seconds and when the computer wakes. Tells the
 * page of an end that no call of its own brought about, and the menu of any change.
 */
export function watchSession({ accounts, desktop }: WatchDeps): () => void {
  return () => {
    try {
      const ended = accounts.endIfOver()
      if (ended) desktop.tell('auth:sessionEnded', ended)
      desktop.followSession(accounts.deps.holder.look().held)
    } catch (error) {
      // The store cannot say right now; the next call will, with the reason.
      if (!(error instanceof StorageError)) throw error
    }
  }
}

import type { DesktopOutcome } from '../../../preload/desktop'
import { done, fail } from '../../calls/outcome'
import type { AccountStore } from '../../database/database-handle'

export type StoreDeps = { store: Pick<AccountStore, 'open' | 'problem' | 'notice'> }

/** "Try again" on the Store problem screen. */
export async function reopenStore({ store }: StoreDeps): Promise<DesktopOutcome<'reopenStore'>> {
  await store.open()
  return store.problem ? fail({ code: 'storage', reason: store.problem }) : done(null)
}

/** What opening had to recover; waits for the opening. */
export async function storeNotice({ store }: StoreDeps): Promise<DesktopOutcome<'storeNotice'>> {
  await store.open()
  return done(store.notice())
}

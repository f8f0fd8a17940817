import type { DesktopOutcome } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'
import type { DatabaseHandle } from '../../database/database-handle'

export type StoreDeps = { store: Pick<DatabaseHandle, 'open' | 'problem' | 'notice'> }

/** Opens the store again: "Try again" on the Store problem screen. */
export async function reopenStore({ store }: StoreDeps): Promise<DesktopOutcome<'reopenStore'>> {
  await store.open()
  return store.problem ? err({ code: 'storage', reason: store.problem }) : ok(null)
}

/** Reports what had to be recovered. Waits until the store is open. */
export async function storeNotice({ store }: StoreDeps): Promise<DesktopOutcome<'storeNotice'>> {
  await store.open()
  return ok(store.notice())
}

import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** What `GET /` was, and whether this computer can keep a session over a restart. */
export const welcome: CallFunction<'welcome', 'tables' | 'session'> = async ({ tables, session }) => {
  const canRemember = await session.remembered.isAvailable()
  return ok({ message: 'Bienvenue', hasAccounts: tables.users.hasUsers(), canRemember })
}

import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** The seed's `GET /`, and whether this computer can remember a session. */
export const welcome: CallFunction<'welcome', 'tables' | 'session'> = async ({ tables, session }) => {
  const canRemember = await session.remembered.isAvailable()
  return ok({ message: 'Bienvenue', hasAccounts: tables.users.hasUsers(), canRemember })
}

import type { CallFunction } from '../call'
import { ok } from '../outcome'

/**
 * The seed's `GET /`, who may register, and whether this computer can remember a session. An empty
 * store is always open: its first account is the owner.
 */
export const welcome: CallFunction<'welcome', 'tables' | 'session'> = async ({ tables, session }) => {
  const canRemember = await session.remembered.isAvailable()
  const hasAccounts = tables.users.hasUsers()
  const registration = hasAccounts ? tables.registration.mode() : 'open'
  return ok({ message: 'Bienvenue', hasAccounts, registration, canRemember })
}

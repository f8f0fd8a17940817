import type { CallFunction } from '../call'
import { done } from '../outcome'

/** What `GET /` was, and whether this computer can keep a session over a restart. */
export const welcome: CallFunction<'welcome'> = async ({ users, vault }) => {
  const canRemember = await vault.canKeep()
  return done({ message: 'Bienvenue', hasAccounts: users.hasUsers(), canRemember })
}

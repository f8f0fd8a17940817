import type { CallFunction } from './calls'
import { done } from './parse'

/** What `GET /` was. A session cannot be kept yet, on any computer. */
export const welcome: CallFunction<'welcome'> = ({ users }) =>
  done({ message: 'Bienvenue', hasAccounts: users.hasUsers(), canRemember: false })

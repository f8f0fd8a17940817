import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { displayNameOf } from './profile'

/** Who wants to be named on the log-in screen, and nobody else. Answers without a session. */
export const people: CallFunction<'people', 'tables'> = ({ tables }) =>
  ok(tables.users.usersOnLogIn().map((user) => ({ email: user.email, displayName: displayNameOf(user) })))

import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { displayNameOf } from './profile'

/** The users who opted in to the log-in screen. Needs no session. */
export const people: CallFunction<'people', 'tables'> = ({ tables }) =>
  ok(tables.users.usersOnLogIn().map((user) => ({ email: user.email, displayName: displayNameOf(user) })))

import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** A page of the user's own audit trail. */
export const activity: CallFunction<'activity', 'tables' | 'limits'> = ({ tables, limits }, page, { user }) =>
  ok(tables.events.page(user.id, page.before ?? null, page.limit ?? limits.policy.activityDefault))

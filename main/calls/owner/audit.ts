import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** A page of what owners did, and of what happened to accounts. */
export const audit: CallFunction<'audit', 'tables' | 'limits'> = ({ tables, limits }, page) =>
  ok(tables.audit.page(page.before ?? null, page.limit ?? limits.policy.activityDefault))

import type { User } from '../../auth/user'
import type { AuditAct } from '../../../preload/contract'
import { normaliseEmail } from '../../../preload/text'
import type { Deps } from '../call'

/** Records an act of an owner, or on an account, in the transaction of the act. */
export function recordAct(
  { tables, time }: Deps<'tables' | 'time'>,
  act: AuditAct,
  actor: User | null,
  target: User | null = null,
): void {
  const emailOf = (user: User | null) => user && normaliseEmail(user.email)
  tables.audit.add({ at: time.clock.now(), act, actor: emailOf(actor), target: emailOf(target) })
}

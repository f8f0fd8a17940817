import type { User } from '../../auth/user'
import type { Account } from '../../../preload/contract'
import { normaliseEmail } from '../../../preload/text'
import { displayNameOf } from '../account/profile'
import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** One page of the accounts, for owners. */
export const accounts: CallFunction<'accounts', 'tables' | 'limits'> = ({ tables, limits }, input) => {
  const { search = '', after = null, limit = limits.policy.accountsDefault } = input
  const { users, next } = tables.users.page(search.normalize('NFC').trim(), after, limit)
  return ok({ accounts: users.map(toAccount), next })
}

/** Listed by field, so that no hash and nothing private leaks (ASVS 15.3.1). */
function toAccount(user: User): Account {
  const { id, role, state, createdAt, lastLogInAt } = user
  return {
    id,
    email: normaliseEmail(user.email),
    displayName: displayNameOf(user),
    role,
    state,
    createdAt,
    lastLogInAt,
    twoFactor: user.totpSecret !== null,
  }
}

import type { Account, CallError, IssuedCode } from '../../../preload/contract'
import { limits } from '../../../preload/contract'
import type { ErrorOf, Outcome } from '../../../preload/errors'
import { passwordAndCodeErrors, refusal, type ErrorWords, type SharedError } from '../../app/error-text'
import type { AuthActions } from '../../store/state'

/** What an owner can do to an account. */
export type AccountAct = 'makeOwner' | 'makeMember' | 'disable' | 'enable' | 'reset' | 'remove'
type RegistrationAct = 'invite' | 'openRegistration' | 'closeRegistration'

/** What an owner has chosen and must still confirm. */
export type OwnerAct =
  { kind: AccountAct; account: Account } | { kind: RegistrationAct } | { kind: 'revoke'; code: IssuedCode }

export type Confirmation = { password: string; code?: string; turnOffTwoFactor: boolean }
/** The code that was issued; null for an act that issues none. */
export type Done = { issuedCode: string; expiresAt: number } | null

type OwnerActError = Exclude<
  CallError<'setRole' | 'setAccountState' | 'removeAccount' | 'issueCode' | 'revokeCode' | 'setRegistration'>,
  SharedError
>

export const actErrors: ErrorWords<OwnerActError> = {
  ...passwordAndCodeErrors,
  lastOwner: refusal('acc.lastOwner'),
  accountNotFound: refusal('acc.gone'),
  tooManyInvitations: () => ({
    kind: 'failed',
    message: { id: 'acc.invitations', values: { n: limits.openInvitationsMax } },
    final: true,
  }),
}

/** Makes the call of the act. */
export function perform(
  actions: AuthActions,
  act: OwnerAct,
  { turnOffTwoFactor, ...proof }: Confirmation,
): Promise<Outcome<Done, OwnerActError | SharedError>> {
  switch (act.kind) {
    case 'makeOwner':
      return actions.setRole({ id: act.account.id, role: 'owner', ...proof })
    case 'makeMember':
      return actions.setRole({ id: act.account.id, role: 'member', ...proof })
    case 'disable':
      return actions.setAccountState({ id: act.account.id, state: 'disabled', ...proof })
    case 'enable':
      return actions.setAccountState({ id: act.account.id, state: 'active', ...proof })
    case 'remove':
      return actions.removeAccount({ id: act.account.id, ...proof })
    case 'reset':
      return actions.issueCode({ purpose: 'reset', id: act.account.id, turnOffTwoFactor, ...proof })
    case 'invite':
      return actions.issueCode({ purpose: 'invite', ...proof })
    case 'openRegistration':
      return actions.setRegistration({ mode: 'open', ...proof })
    case 'closeRegistration':
      return actions.setRegistration({ mode: 'closed', ...proof })
    case 'revoke':
      return actions.revokeCode({ id: act.code.id, ...proof })
  }
}

/** The account after the act; null if it no longer exists. */
export function accountAfter(kind: AccountAct, account: Account): Account | null {
  switch (kind) {
    case 'makeOwner':
      return { ...account, role: 'owner' }
    case 'makeMember':
      return { ...account, role: 'member' }
    case 'disable':
      return { ...account, state: 'disabled' }
    case 'enable':
      return { ...account, state: 'active' }
    case 'reset':
      return account
    case 'remove':
      return null
  }
}

/** An error of a list. The store has left the page if the person is no longer an owner. */
export type ListError = ErrorOf<SharedError> | null

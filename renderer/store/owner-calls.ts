import type { Profile } from '../../preload/contract'
import type { ErrorCode, Outcome } from '../../preload/errors'
import type { ActionDeps } from './action-deps'
import { inSession } from './session-end'
import type { CallActions } from './state'

export type OwnerCalls = Pick<
  CallActions,
  | 'accounts'
  | 'setRole'
  | 'setAccountState'
  | 'removeAccount'
  | 'issueCode'
  | 'issuedCodes'
  | 'revokeCode'
  | 'setRegistration'
  | 'audit'
>

/** The calls of the page Accounts. */
export function createOwnerCalls(deps: ActionDeps): OwnerCalls {
  const { auth } = deps
  const refresh = () => refreshOwner(deps)
  return {
    accounts: (input) => asOwner(deps, auth.accounts(input)),
    // An owner can make a member of themselves, or disable their own account.
    setRole: (input) => asOwner(deps, auth.setRole(input), refresh),
    setAccountState: (input) => asOwner(deps, auth.setAccountState(input), refresh),
    removeAccount: (input) => asOwner(deps, auth.removeAccount(input)),
    issueCode: (input) => asOwner(deps, auth.issueCode(input)),
    issuedCodes: () => asOwner(deps, auth.issuedCodes()),
    revokeCode: (input) => asOwner(deps, auth.revokeCode(input)),
    setRegistration: (input) =>
      asOwner(deps, auth.setRegistration(input), () => deps.set({ registration: input.mode })),
    audit: (input) => asOwner(deps, auth.audit(input)),
  }
}

async function asOwner<T, E extends ErrorCode>(
  deps: ActionDeps,
  call: Promise<Outcome<T, E>>,
  onValue?: (value: T) => void | Promise<void>,
) {
  const outcome = await inSession(deps, call, onValue)
  if (!outcome.ok && outcome.error.code === 'notAllowed') await refreshOwner(deps)
  return outcome
}

async function refreshOwner(deps: ActionDeps): Promise<void> {
  await inSession(deps, deps.auth.profile(), (profile) => showProfile(deps, profile))
}

/** Shows the profile. A person who is no longer an owner is led from Accounts to Home. */
export function showProfile(deps: ActionDeps, profile: Profile): void {
  const { screen } = deps.get()
  if (screen.name !== 'session') return
  const isLost = screen.page === 'accounts' && profile.role !== 'owner'
  if (!isLost) deps.set({ screen: { ...screen, profile } })
  else deps.set({ screen: { ...screen, profile, page: 'home', pageTarget: null, pageNotice: 'noLongerOwner' } })
}

import { product } from '../../../copy/product'
import { targetOf } from '../../auth/attempt-throttle'
import { makeTotpSecret, totpUri } from '../../auth/two-factor'
import type { CallFunction } from '../call'
import { ok, err } from '../outcome'
import { openWithPassword, privateDataOf } from '../steps/data-key'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Issues a secret for an authenticator. Two-factor stays off until `confirmTwoFactor`. Refused
 * while two-factor is on: a password alone must not replace a second factor. Refused without a data
 * key that a recovery key opens: a forgotten password would cost the second factor too.
 */
export const beginTwoFactor: CallFunction<'beginTwoFactor', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const reauthentication = await reauthenticate(deps, caller, password, 'twoFactorOn')
  if (!reauthentication.ok) return reauthentication
  const { user, passwordKey } = reauthentication.value
  const current = commitIfStillAuthenticated(deps, reauthentication.value, () => deps.auth.find({ id: user.id }))
  if (!current.ok) return current
  if (!current.value || current.value.totpSecret !== null) return err({ code: 'secondFactorRequired' })
  const privateData = privateDataOf(current.value, openWithPassword(deps, current.value, passwordKey))
  if (privateData === 'sealed') return err({ code: 'sealed' })
  if (privateData === 'noRecovery') return err({ code: 'recoveryKeyNeeded' })
  const secret = makeTotpSecret(deps.secrets.random)
  deps.secrets.pendingTwoFactor.begin(current.value, secret)
  return ok({ secret, uri: totpUri(secret, product, targetOf(current.value).email) })
}

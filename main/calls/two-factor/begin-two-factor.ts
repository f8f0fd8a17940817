import { product } from '../../../copy/product'
import { subjectOf } from '../../auth/attempt-throttle'
import { makeTotpSecret, totpUri } from '../../auth/two-factor'
import type { CallFunction } from '../call'
import { ok, err } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * A secret for an authenticator, shown to its person; nothing is on before `confirmTwoFactor`. Refused where the computer
 * has no real key store, and while it is on already: a password alone must not replace a second factor.
 */
export const beginTwoFactor: CallFunction<'beginTwoFactor', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  if (!(await deps.secrets.totpSecrets.isAvailable())) return err({ code: 'noKeyStore' })
  const proven = await reauthenticate(deps, caller, password, 'twoFactorOn')
  if (!proven.ok) return proven
  const now = commitIfStillAuthenticated(deps, proven.value, () => deps.auth.find({ id: proven.value.user.id }))
  if (!now.ok) return now
  if (!now.value || now.value.totpSecret !== null) return err({ code: 'secondFactorRequired' })
  const secret = makeTotpSecret(deps.secrets.random)
  deps.secrets.pendingTwoFactor.begin(now.value, secret)
  return ok({ secret, uri: totpUri(secret, product, subjectOf(now.value).email) })
}

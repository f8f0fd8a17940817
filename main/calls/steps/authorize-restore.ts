import { checkAttempt, type Attempts } from '../../auth/backoff'
import { comparePassword } from '../../auth/password'
import { fingerprint } from '../../auth/secrets'
import { totpStep } from '../../auth/two-factor'
import type { OwnerCredentials } from '../../database/transfer/read-owner'
import type { Outcome } from '../../../preload/errors'
import { isAuthenticatorCode } from '../../../preload/text'
import type { Deps } from '../call'
import { err, ok } from '../outcome'
import type { DataKey } from '../../keys/data-key'
import { derivePasswordKey, openWithPassword, totpSecretOf } from './data-key'
import { requireQueueCapacity } from './preconditions'

/**
 * Guesses at the owner of a backup. In memory only: there is no store to count them in, and a
 * person who can restart the app can also copy the file and guess elsewhere.
 */
export type RestoreAttempts = { recorded: Attempts | null }

type Group = 'secrets' | 'time' | 'limits'
type Proof = { email: string; password: string; code?: string }

/**
 * `canCheckCodes`: false if the owner has two-factor, but this computer cannot open the secret of
 * the authenticator.
 */
export type OwnerOfBackup = { canCheckCodes: boolean }

/**
 * Authorizes a restore onto an empty store, or one that cannot be opened: by the password, and the
 * code, of an owner in the backup. A forged file brings its own owner: this protects only
 * against a person who finds another person's backup.
 */
export async function authorizeRestore(
  deps: Deps<Group>,
  attempts: RestoreAttempts,
  owner: OwnerCredentials | null,
  { email, password, code }: Proof,
): Promise<Outcome<OwnerOfBackup, 'wrongCredentials' | 'tooManyAttempts' | 'secondFactorRequired' | 'wrongCode'>> {
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const allowed = countAttempt(deps, attempts)
  if (!allowed.ok) return allowed
  const { hasher } = deps.secrets
  const [comparison, passwordKey] = await Promise.all([
    comparePassword({ hasher, policy: deps.limits.policy }, owner, password),
    derivePasswordKey(deps, owner?.passwordSlot ?? null, password),
  ])
  if (!owner || !comparison.matches) return err({ code: 'wrongCredentials' })
  const dataKey = openWithPassword(deps, { ...owner, email }, passwordKey)
  const factor = await checkCode(deps, { ...owner, email }, dataKey, code)
  if (factor.ok || factor.error.code === 'secondFactorRequired') attempts.recorded = null
  return factor
}

function countAttempt({ time, limits }: Deps<'time' | 'limits'>, attempts: RestoreAttempts) {
  const decision = checkAttempt(attempts.recorded, time.steadyNow(), limits.policy)
  attempts.recorded = decision.allowed ? decision.next : decision.adjusted
  if (decision.allowed) return ok(null)
  return err({ code: 'tooManyAttempts', retryAt: time.clock.now() + decision.retryAfterMs })
}

async function checkCode(
  { secrets, time }: Deps<Group>,
  owner: OwnerCredentials & { email: string },
  dataKey: DataKey | null,
  code: string | undefined,
): Promise<Outcome<OwnerOfBackup, 'secondFactorRequired' | 'wrongCode'>> {
  const { email, totpSecret, totpLastStep, backupCodes } = owner
  if (totpSecret === null) return ok({ canCheckCodes: true })
  const fromKeyStore = () => secrets.totpSecrets.open(email, totpSecret)
  const secret = (dataKey && totpSecretOf(owner, dataKey)) ?? (await fromKeyStore())
  const hint = secret === null ? ({ backupCodesOnly: true } as const) : {}
  const right = ok({ canCheckCodes: secret !== null })
  if (code === undefined) return err({ code: 'secondFactorRequired', ...hint })
  if (!isAuthenticatorCode(code))
    return backupCodes.includes(fingerprint(code)) ? right : err({ code: 'wrongCode', ...hint })
  const step = secret === null ? null : totpStep(secret, code, time.clock.now())
  const isFresh = step !== null && (totpLastStep === null || step > totpLastStep)
  return isFresh ? right : err({ code: 'wrongCode', ...hint })
}

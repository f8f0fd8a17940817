/**
 * When a person's data key is made, opened and replaced (docs/keys.md). The functions return the
 * changes of the account; the caller writes them in the transaction of its own change.
 */
import { keyMaterial } from '../../auth/password'
import { fingerprint } from '../../auth/secrets'
import type { User, UserChanges } from '../../auth/user'
import { makeDataKey, type DataKey } from '../../keys/data-key'
import { publicKeyOf, recoveryPrivateKey } from '../../keys/recovery-key-pair'
import {
  isSlotOf,
  makePasswordSlot,
  makeRecoverySlot,
  openPasswordSlot,
  saltBytes,
  saltOf,
  type PasswordKey,
} from '../../keys/slots'
import { decryptTotpSecret, encryptTotpSecret, isUnderDataKey } from '../../keys/totp-secret'
import type { PrivateData } from '../../../preload/contract'
import { normaliseEmail } from '../../../preload/text'
import type { Policy } from '../../policy'
import type { Deps } from '../call'

/** A data key, and what it changes in the account. */
export type KeyChange = { dataKey: DataKey | null; changes: UserChanges }

const unchanged: KeyChange = { dataKey: null, changes: {} }

export const scryptOf = ({ scryptLog2N, scryptR, scryptP }: Policy) => ({ log2N: scryptLog2N, r: scryptR, p: scryptP })

/**
 * Derives the key of an account's password slot from a typed password, or one for a new slot: the
 * same work for an unknown email and for an account without a slot.
 */
export async function derivePasswordKey(
  { secrets, limits }: Deps<'secrets' | 'limits'>,
  slot: string | null,
  password: string,
): Promise<PasswordKey> {
  const scrypt = scryptOf(limits.policy)
  const salt = (slot === null ? null : saltOf(slot, scrypt)) ?? secrets.random.bytes(saltBytes)
  return { salt, key: await secrets.hasher.deriveKey(keyMaterial(limits.policy, password), salt, scrypt) }
}

/** The data key that a password opens. */
export function openWithPassword(
  { limits }: Deps<'limits'>,
  { email, passwordSlot }: Pick<User, 'email' | 'passwordSlot'>,
  { key }: PasswordKey,
): DataKey | null {
  if (passwordSlot === null) return null
  return openPasswordSlot(passwordSlot, normaliseEmail(email), key, scryptOf(limits.policy))
}

/** Whether something is encrypted that a new data key would make unreadable. */
export function hasRecords({ totpSecret }: User): boolean {
  return totpSecret !== null && isUnderDataKey(totpSecret)
}

/** Whether the account has a data key, or what one has encrypted. */
export function hasPrivateData(user: User): boolean {
  return user.passwordSlot !== null || user.recoverySlot !== null || hasRecords(user)
}

export function privateDataOf(user: User, dataKey: DataKey | null): PrivateData {
  if (dataKey) return dataKey.recoveryPublicKey ? 'open' : 'noRecovery'
  return hasPrivateData(user) ? 'sealed' : 'noRecovery'
}

/**
 * Makes a data key and its slots. `former` decrypts what is encrypted anew; what it does not
 * decrypt stays. Without a new recovery key, the key pair of `former` stays.
 */
export function makeKey(
  deps: Deps<'secrets' | 'limits'>,
  user: Pick<User, 'email' | 'totpSecret' | 'totpId'>,
  former: DataKey | null,
  { passwordKey, recoveryKey }: { passwordKey: PasswordKey; recoveryKey?: string },
): { dataKey: DataKey; changes: UserChanges } {
  const { random } = deps.secrets
  const email = normaliseEmail(user.email)
  const newPublicKey = recoveryKey === undefined ? null : publicKeyOf(recoveryPrivateKey(recoveryKey))
  const dataKey = makeDataKey(random, newPublicKey ?? former?.recoveryPublicKey ?? null)
  const secret = former && totpSecretOf(user, former)
  return {
    dataKey,
    changes: {
      passwordSlot: makePasswordSlot(dataKey, email, passwordKey, scryptOf(deps.limits.policy), random),
      recoverySlot: makeRecoverySlot(dataKey, email, random),
      keptSlot: null,
      ...(secret !== null && { totpSecret: encryptTotpSecret(dataKey, email, user.totpId ?? '', secret, random) }),
    },
  }
}

/**
 * Replaces the data key that a typed password opens, makes the first one, or leaves sealed data as
 * it is. The key of the session is not used: whoever can write the files may have put it there.
 */
export function rotateKey(
  deps: Deps<'secrets' | 'limits'>,
  user: User,
  typed: PasswordKey,
  secrets: { passwordKey: PasswordKey; recoveryKey?: string },
): KeyChange {
  const former = openWithPassword(deps, user, typed)
  return !former && hasPrivateData(user) ? unchanged : makeKey(deps, user, former, secrets)
}

/**
 * What a reset leaves of private data. A recovery key may replace a key that has encrypted nothing;
 * an owner's code may not, because its owner is not the person.
 */
export function privateDataAfterReset(user: User, dataKey: DataKey | null, byIssuedCode: boolean): PrivateData {
  const isLost = byIssuedCode ? hasPrivateData(user) : hasRecords(user)
  return !dataKey && isLost ? 'sealed' : 'open'
}

/**
 * For a log-in and an unlock: the key that the password opens, or the first key of the account. A
 * recovery slot that is missing, or of another key, is written again.
 */
export function openOrMakeKey(
  deps: Deps<'secrets' | 'limits'>,
  user: User,
  passwordKey: PasswordKey,
): KeyChange & { isSealed: boolean } {
  const dataKey = openWithPassword(deps, user, passwordKey)
  if (dataKey) {
    const isFitting = user.recoverySlot !== null && isSlotOf(user.recoverySlot, dataKey)
    const email = normaliseEmail(user.email)
    const changes = isFitting ? {} : { recoverySlot: makeRecoverySlot(dataKey, email, deps.secrets.random) }
    return { dataKey, changes, isSealed: false }
  }
  if (hasPrivateData(user)) return { ...unchanged, isSealed: true }
  return { ...makeKey(deps, user, null, { passwordKey }), isSealed: false }
}

/** What a new recovery key changes, apart from the slots. */
export function newRecoveryKey({ time }: Deps<'time'>, recoveryKey: string): UserChanges {
  const recoveryKeyHash = fingerprint(recoveryKey)
  return { recoveryKeyHash, recoveryKeyCreatedAt: time.clock.now(), recoveryKeyConfirmed: false }
}

/** The secret of an authenticator under this key. */
export function totpSecretOf(
  { email, totpSecret, totpId }: Pick<User, 'email' | 'totpSecret' | 'totpId'>,
  dataKey: DataKey,
): string | null {
  if (totpSecret === null) return null
  return decryptTotpSecret(dataKey, normaliseEmail(email), totpId ?? '', totpSecret)
}

/**
 * What a remembered session belongs to. A kept slot that was put into the row of another password
 * does not open a session.
 */
export function accountFingerprint({ hashedPassword, passwordSlot }: User): string {
  return fingerprint(JSON.stringify([hashedPassword, passwordSlot]))
}

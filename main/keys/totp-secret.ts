/** The secret of an authenticator, encrypted under the data key of its person. */
import type { Random } from '../auth/secrets'
import { base64, decrypt, encrypt, readFormat } from './authenticated-encryption'
import { subkey, type DataKey } from './data-key'

const format = 'latchkey totp 2'

/** A name for a set-up of two-factor: a restore compares it. */
export const makeTotpId = (random: Random) => base64(random.bytes(16))

/** `totpId`: of this set-up of two-factor; the secret does not open for another. */
export function encryptTotpSecret(
  dataKey: DataKey,
  email: string,
  totpId: string,
  secret: string,
  random: Random,
): string {
  const purpose = { format, keyId: dataKey.id, email, parameters: [totpId] }
  const text = encrypt(subkey(dataKey, 'totp'), Buffer.from(secret, 'utf8'), purpose, random)
  return JSON.stringify({ format, keyId: dataKey.id, ...text })
}

/** Null if it is encrypted under another key, was changed, or belongs elsewhere. */
export function decryptTotpSecret(dataKey: DataKey, email: string, totpId: string, json: string): string | null {
  const read = readFormat(json, format, { keyId: '', nonce: '', tag: '', data: '' })
  if (read?.keyId !== dataKey.id) return null
  const purpose = { format, keyId: dataKey.id, email, parameters: [totpId] }
  return decrypt(subkey(dataKey, 'totp'), read, purpose)?.toString('utf8') ?? null
}

/** Whether a secret is encrypted under a data key, and not sealed by the key store as before. */
export function isUnderDataKey(json: string): boolean {
  return readFormat(json, format, { keyId: '', nonce: '', tag: '', data: '' }) !== null
}

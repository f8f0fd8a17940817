/**
 * A slot holds a person's data key, encrypted under one secret that opens it: the password, the
 * recovery key, or the key in `session.vault`. docs/keys.md describes the formats.
 */
import { hkdfSync } from 'node:crypto'
import type { ScryptParameters } from '../auth/password-worker'
import type { Random } from '../auth/secrets'
import { base64, bytesOf, decrypt, encrypt, keyIdOf, readFormat } from './authenticated-encryption'
import { fromPlaintext, isKeyId, toPlaintext, type DataKey } from './data-key'
import { publicKeyOf, recoveryPrivateKey, sharedSecret } from './recovery-key-pair'

/** A key that scrypt derived from a password. */
export type PasswordKey = { salt: Uint8Array; key: Uint8Array }

const passwordFormat = 'latchkey password slot 1'
const recoveryFormat = 'latchkey recovery slot 1'
const keptFormat = 'latchkey kept slot 1'

export const saltBytes = 16
const publicKeyBytes = 32
const encrypted = { nonce: '', tag: '', data: '' }

export function makePasswordSlot(
  dataKey: DataKey,
  email: string,
  { salt, key }: PasswordKey,
  scrypt: ScryptParameters,
  random: Random,
): string {
  const stated = { ...namesOf(scrypt), salt: base64(salt) }
  return makeSlot(passwordFormat, dataKey, email, stated, key, random)
}

/**
 * The salt of a password slot. Null if the slot is malformed, or if it asks for other parameters: a
 * higher cost would occupy the worker.
 */
export function saltOf(slot: string, scrypt: ScryptParameters): Uint8Array | null {
  return readPasswordSlot(slot, scrypt)?.saltIn ?? null
}

/** Null if the password is another one, or the slot was changed or belongs to another account. */
export function openPasswordSlot(
  slot: string,
  email: string,
  key: Uint8Array,
  scrypt: ScryptParameters,
): DataKey | null {
  const read = readPasswordSlot(slot, scrypt)
  return read && openSlot(passwordFormat, read.slot, email, { ...namesOf(scrypt), salt: read.slot.salt }, key)
}

/** Whether a slot, or an encrypted secret, names this data key. */
export function isSlotOf(json: string, { id }: DataKey): boolean {
  return keyIdOf(json) === id
}

/** Null if the person has no recovery key yet. Needs the public key only. */
export function makeRecoverySlot(dataKey: DataKey, email: string, random: Random): string | null {
  const { recoveryPublicKey } = dataKey
  if (!recoveryPublicKey) return null
  const ephemeral = random.bytes(32)
  const ephemeralPublicKey = publicKeyOf(ephemeral)
  const key = recoveryEncryptionKey(ephemeral, recoveryPublicKey, ephemeralPublicKey, recoveryPublicKey, dataKey.id)
  const stated = { ephemeral: base64(ephemeralPublicKey) }
  return key && makeSlot(recoveryFormat, dataKey, email, stated, key, random)
}

/** `recoveryKey` in its canonical spelling. Null as for a password. */
export function openRecoverySlot(slot: string, email: string, recoveryKey: string): DataKey | null {
  const read = readFormat(slot, recoveryFormat, { keyId: '', ephemeral: '', ...encrypted })
  const ephemeral = read && bytesOf(read.ephemeral, publicKeyBytes)
  if (!ephemeral) return null
  const privateKey = recoveryPrivateKey(recoveryKey)
  const publicKey = publicKeyOf(privateKey)
  const key = recoveryEncryptionKey(privateKey, ephemeral, ephemeral, publicKey, read.keyId)
  const dataKey = key && openSlot(recoveryFormat, read, email, { ephemeral: read.ephemeral }, key)
  // A slot of ours repeats the public key that it was made for.
  const isOurs = dataKey?.recoveryPublicKey && base64(dataKey.recoveryPublicKey) === base64(publicKey)
  return isOurs ? dataKey : null
}

/** For a session that survives a restart. `key`: 32 random bytes. */
export function makeKeptSlot(dataKey: DataKey, email: string, key: Uint8Array, random: Random): string {
  return makeSlot(keptFormat, dataKey, email, {}, key, random)
}

export function openKeptSlot(slot: string, email: string, key: Uint8Array): DataKey | null {
  const read = readFormat(slot, keptFormat, { keyId: '', ...encrypted })
  return read && openSlot(keptFormat, read, email, {}, key)
}

type Stated = Record<string, string | number>

function makeSlot(
  format: string,
  dataKey: DataKey,
  email: string,
  stated: Stated,
  key: Uint8Array,
  random: Random,
): string {
  const purpose = { format, keyId: dataKey.id, email, parameters: Object.values(stated) }
  return JSON.stringify({
    format,
    keyId: dataKey.id,
    ...stated,
    ...encrypt(key, toPlaintext(dataKey), purpose, random),
  })
}

function openSlot(
  format: string,
  slot: { keyId: string; nonce: string; tag: string; data: string },
  email: string,
  stated: Stated,
  key: Uint8Array,
): DataKey | null {
  if (!isKeyId(slot.keyId)) return null
  const purpose = { format, keyId: slot.keyId, email, parameters: Object.values(stated) }
  const plaintext = decrypt(key, slot, purpose)
  return plaintext && fromPlaintext(slot.keyId, plaintext)
}

function readPasswordSlot(json: string, scrypt: ScryptParameters) {
  const slot = readFormat(json, passwordFormat, { keyId: '', N: 0, r: 0, p: 0, salt: '', ...encrypted })
  const saltIn = slot && bytesOf(slot.salt, saltBytes)
  const { N, r, p } = namesOf(scrypt)
  return saltIn && slot.N === N && slot.r === r && slot.p === p ? { slot, saltIn } : null
}

const namesOf = ({ log2N, r, p }: ScryptParameters) => ({ N: 2 ** log2N, r, p })

/** HKDF-SHA256 of the shared secret, bound to both public keys and to the data key. */
function recoveryEncryptionKey(
  privateKey: Uint8Array,
  otherPublicKey: Uint8Array,
  ephemeral: Uint8Array,
  recoveryPublicKey: Uint8Array,
  keyId: string,
): Uint8Array | null {
  const secret = sharedSecret(privateKey, otherPublicKey)
  const salt = Buffer.concat([ephemeral, recoveryPublicKey])
  return secret && new Uint8Array(hkdfSync('sha256', secret, salt, `${recoveryFormat} ${keyId}`, 32))
}

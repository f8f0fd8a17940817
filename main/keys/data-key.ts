import { hkdfSync } from 'node:crypto'
import type { Random } from '../auth/secrets'
import { base64, bytesOf } from './authenticated-encryption'

/**
 * The key that encrypts what is private to a person. Random, so that a new password encrypts
 * nothing anew but its slot; replaced with every password and recovery key (docs/keys.md).
 */
export type DataKey = {
  /** 16 random bytes in base 64. Not a counter: a restore would repeat it. */
  id: string
  /** 32 random bytes. */
  bytes: Uint8Array
  /** The public key of the recovery key; null until there is a recovery slot. */
  recoveryPublicKey: Uint8Array | null
}

const keyBytes = 32
const idBytes = 16

export function makeDataKey(random: Random, recoveryPublicKey: Uint8Array | null): DataKey {
  return { id: base64(random.bytes(idBytes)), bytes: random.bytes(keyBytes), recoveryPublicKey }
}

export const isKeyId = (id: string) => bytesOf(id, idBytes) !== null

/** A key for one purpose (HKDF-SHA256, RFC 5869). */
export function subkey({ bytes }: DataKey, purpose: 'totp'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', bytes, '', `latchkey ${purpose} 1`, keyBytes))
}

/** What a slot encrypts: the key, and the recovery public key if there is one. */
export function toPlaintext({ bytes, recoveryPublicKey }: DataKey): Uint8Array {
  return Buffer.concat([bytes, recoveryPublicKey ?? new Uint8Array()])
}

export function fromPlaintext(id: string, plaintext: Uint8Array): DataKey | null {
  if (plaintext.length !== keyBytes && plaintext.length !== 2 * keyBytes) return null
  const recoveryPublicKey = plaintext.length > keyBytes ? plaintext.subarray(keyBytes) : null
  return { id, bytes: plaintext.subarray(0, keyBytes), recoveryPublicKey }
}

/**
 * AES-256-GCM (NIST SP 800-38D) with tags of 16 bytes and a random nonce of 12. The additional data
 * says what the text is and whose, so that it opens in no other place.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../auth/secrets'

/** In base 64. */
export type Encrypted = { nonce: string; tag: string; data: string }

/** What is encrypted. All of it is authenticated. */
export type Purpose = {
  /** The name and version of the format. */
  format: string
  /** The data key that is encrypted, or that encrypts, in base 64. */
  keyId: string
  /** The account, normalised. */
  email: string
  /** What else the format states in clear. */
  parameters: readonly (string | number)[]
}

const nonceBytes = 12
const tagBytes = 16

export function encrypt(key: Uint8Array, text: Uint8Array, purpose: Purpose, random: Random): Encrypted {
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(additionalData(purpose))
  const data = Buffer.concat([cipher.update(text), cipher.final()])
  return { nonce: base64(nonce), tag: base64(cipher.getAuthTag()), data: base64(data) }
}

/** Null if the key is another one, or if anything was changed. */
export function decrypt(key: Uint8Array, { nonce, tag, data }: Encrypted, purpose: Purpose): Buffer | null {
  const [nonceIn, tagIn, dataIn] = [bytesOf(nonce, nonceBytes), bytesOf(tag, tagBytes), bytesOf(data)]
  if (!nonceIn || !tagIn || !dataIn) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceIn, { authTagLength: tagBytes })
    decipher.setAAD(additionalData(purpose)).setAuthTag(tagIn)
    return Buffer.concat([decipher.update(dataIn), decipher.final()])
  } catch {
    return null
  }
}

/** A JSON array, so that no two purposes have the same bytes. */
function additionalData({ format, keyId, email, parameters }: Purpose): Buffer {
  return Buffer.from(JSON.stringify([format, keyId, email, ...parameters]), 'utf8')
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** The bytes of canonical base 64 of this length; null for any other text. */
export function bytesOf(text: string, length?: number): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  const isCanonical = base64(bytes) === text
  return isCanonical && (length === undefined || bytes.length === length) ? bytes : null
}

/** A JSON object that has this format, and exactly these texts and numbers; else null. */
export function readFormat<T extends Record<string, string | number>>(
  json: string,
  format: string,
  like: T,
): { [K in keyof T]: T[K] extends number ? number : string } | null {
  const parsed = parseJson(json)
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'format') !== format) return null
  const names = Object.keys(like)
  if (Object.keys(parsed).length !== names.length + 1) return null
  const fits = names.every((name) => typeof Reflect.get(parsed, name) === typeof like[name])
  return fits ? (parsed as never) : null
}

/** The data key that a slot or a secret names; null for any other text. */
export function keyIdOf(json: string): string | null {
  const parsed = parseJson(json)
  const keyId: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'keyId') : null
  return typeof keyId === 'string' ? keyId : null
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/**
 * Encrypts a text so that only this computer's key store can open it. The key store wraps a random
 * key, and AES-256-GCM encrypts the text under that key: on Linux the key store's own encryption is
 * deterministic and unauthenticated. A text sealed for one purpose does not open for another. Not
 * defended: other programs of the same operating system account can ask the key store too.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../auth/secrets'

/** The system's key store. `wrap` and `unwrap` reject if it denies access or is unavailable. */
export type KeyStore = {
  /** Whether the system really protects the key, rather than wrapping it with a well-known key. */
  isProtected: () => Promise<boolean>
  wrap: (key: Uint8Array) => Promise<Uint8Array>
  /** `isStale`: the key store has a better key by now, so the text should be sealed again. */
  unwrap: (wrapped: Uint8Array) => Promise<{ key: Uint8Array; isStale: boolean }>
}

/** An opened text; seal it again if it is stale. */
export type Unsealed = { text: string; isStale: boolean }

/** `format` is the purpose; the other fields are base 64. */
export type Sealed = { format: string; key: string; nonce: string; tag: string; data: string }

/** Seals a text for one purpose. Rejects if the key store does. */
export async function seal(purpose: string, text: string, keyStore: KeyStore, random: Random): Promise<Sealed> {
  const key = random.bytes(32)
  const nonce = random.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const wrapped = await keyStore.wrap(key)
  return {
    format: purpose,
    key: base64(wrapped),
    nonce: base64(nonce),
    tag: base64(cipher.getAuthTag()),
    data: base64(data),
  }
}

/** Opens a sealed text. Rejects if the key store does, or if any part was changed. */
export async function unseal(purpose: string, sealed: Sealed, keyStore: KeyStore): Promise<Unsealed> {
  const { key, isStale } = await keyStore.unwrap(Buffer.from(sealed.key, 'base64'))
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(sealed.tag, 'base64'))
  const text = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()])
  return { text: text.toString('utf8'), isStale }
}

/** Parses the JSON of a text sealed for this purpose; null for anything else. */
export function readSealed(purpose: string, json: string): Sealed | null {
  try {
    const parsed = JSON.parse(json) as Partial<Sealed> | null
    const parts = [parsed?.key, parsed?.nonce, parsed?.tag, parsed?.data]
    return parsed?.format === purpose && parts.every((part) => typeof part === 'string') ? (parsed as Sealed) : null
  } catch {
    return null
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/**
 * A text that only this computer's key store opens. The key store wraps a random key; AES-256-GCM under that key does the
 * rest, because on Linux the key store's own encryption is deterministic and unauthenticated. What is sealed for one
 * purpose does not open for another. Not defended: who owns the operating system's account can ask the key store too.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../auth/secrets'

/** The system's key store, as little of it as is needed. `wrap` and `unwrap` reject when it is denied or away. */
export type KeyStore = {
  /** Whether what it wraps is really protected by the system, and not by a key that everybody has. */
  isReal: () => Promise<boolean>
  wrap: (key: Uint8Array) => Promise<Uint8Array>
  unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>
}

/** In base 64, but for the purpose. */
export type Sealed = { format: string; key: string; nonce: string; tag: string; data: string }

/** Seals a text for one purpose. Rejects when the key store does. */
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

/** The text. Rejects when the key store does, and when anything of it was changed. */
export async function unseal(purpose: string, sealed: Sealed, keyStore: KeyStore): Promise<string> {
  const key = await keyStore.unwrap(Buffer.from(sealed.key, 'base64'))
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(sealed.tag, 'base64'))
  return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString('utf8')
}

/** What was sealed for this purpose, from its JSON; null for anything else. */
export function readSealed(purpose: string, json: string): Sealed | null {
  try {
    const found = JSON.parse(json) as Partial<Sealed> | null
    const parts = [found?.key, found?.nonce, found?.tag, found?.data]
    return found?.format === purpose && parts.every((part) => typeof part === 'string') ? (found as Sealed) : null
  } catch {
    return null
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

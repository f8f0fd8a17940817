/**
 * "Keep me logged in": the id of one session, in a file that only this computer's key store opens. The key store wraps a
 * random key; AES-256-GCM under that key does the rest, because on Linux the key store's own encryption is deterministic
 * and unauthenticated. Not defended: who owns the operating system's account can ask the key store too.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Random } from './auth/secrets'

/** The system's key store, as little of it as is needed. `wrap` and `unwrap` reject when it is denied or away. */
export type KeyStore = {
  /** Whether what it wraps is really protected by the system, and not by a key that everybody has. */
  isReal: () => Promise<boolean>
  wrap: (key: Uint8Array) => Promise<Uint8Array>
  unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>
}

export type KeptSession = { sessionId: string; userId: number }

export type SessionVault = {
  canKeep: () => Promise<boolean>
  /** Answers whether it is kept now; never rejects. `stillWanted` is asked once the key store has answered. */
  keep: (session: KeptSession, stillWanted: () => boolean) => Promise<boolean>
  /** 'unreadable' when there is one that the key store does not open, today at least: it is left where it is. */
  kept: () => Promise<KeptSession | 'none' | 'unreadable'>
  /** Never throws: what cannot be removed is overwritten, and opens nothing once its session has ended. */
  forget: () => void
}

const format = 'latchkey session 1'

export function createSessionVault(file: string, keyStore: KeyStore, random: Random): SessionVault {
  const forget = () => {
    try {
      rmSync(file, { force: true })
    } catch {
      overwrite(file)
    }
  }
  const canKeep = () => keyStore.isReal().catch(() => false)
  return {
    canKeep,
    async keep(session, stillWanted) {
      try {
        if (!(await canKeep())) return false
        const sealed = await seal(session, keyStore, random)
        if (!stillWanted()) return false
        writeFileSync(`${file}.new`, JSON.stringify(sealed), { mode: 0o600 })
        renameSync(`${file}.new`, file)
        return true
      } catch {
        return false
      }
    },
    async kept() {
      const sealed = readSealed(file)
      if (!sealed) return 'none'
      try {
        return await open(sealed, keyStore)
      } catch {
        return 'unreadable'
      }
    },
    forget,
  }
}

function overwrite(file: string): void {
  try {
    writeFileSync(file, '')
  } catch {
    // A folder that cannot be written: the session in it has ended, or will be refused with the account's next log-in.
  }
}

type Sealed = { format: string; key: string; nonce: string; tag: string; data: string }

async function seal(session: KeptSession, keyStore: KeyStore, random: Random): Promise<Sealed> {
  const key = random.bytes(32)
  const nonce = random.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(format))
  const data = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()])
  const wrapped = await keyStore.wrap(key)
  return { format, key: base64(wrapped), nonce: base64(nonce), tag: base64(cipher.getAuthTag()), data: base64(data) }
}

async function open(sealed: Sealed, keyStore: KeyStore): Promise<KeptSession> {
  const key = await keyStore.unwrap(Buffer.from(sealed.key, 'base64'))
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(sealed.format)).setAuthTag(Buffer.from(sealed.tag, 'base64'))
  const text = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString('utf8')
  const { sessionId, userId } = JSON.parse(text) as KeptSession
  if (typeof sessionId !== 'string' || typeof userId !== 'number') throw new TypeError('not a kept session')
  return { sessionId, userId }
}

/** Null when there is none, or when the file is none of ours. */
function readSealed(file: string): Sealed | null {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Sealed> | null
    const parts = [found?.key, found?.nonce, found?.tag, found?.data]
    return found?.format === format && parts.every((part) => typeof part === 'string') ? (found as Sealed) : null
  } catch {
    return null
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

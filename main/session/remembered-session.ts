/**
 * "Keep me logged in": the id of one session, in a file that only this computer's key store opens (secrets/envelope-encryption.ts). Not
 * defended: who owns the operating system's account can ask the key store too.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { atomicWriteFileSync, temporaryName } from '../atomic-write-file'
import type { Random } from '../auth/secrets'
import { readSealed, seal, unseal, type KeyStore, type Sealed } from '../secrets/envelope-encryption'

export type SavedSession = { sessionId: string; userId: number }

export type RememberedSession = {
  isAvailable: () => Promise<boolean>
  /** Answers whether it is kept now; never rejects. `stillWanted` is asked once the key store has answered. */
  save: (session: SavedSession, stillWanted: () => boolean) => Promise<boolean>
  /** 'unreadable' when there is one that the key store does not open, today at least: it is left where it is. */
  load: () => Promise<SavedSession | 'none' | 'unreadable'>
  /** Never throws: what cannot be removed is overwritten, and opens nothing once its session has ended. */
  forget: () => void
}

const format = 'latchkey session 1'

export function createRememberedSession(file: string, keyStore: KeyStore, random: Random): RememberedSession {
  const forget = () => {
    try {
      rmSync(file, { force: true })
      rmSync(temporaryName(file), { force: true })
    } catch {
      overwrite(file)
    }
  }
  const isAvailable = () => keyStore.isReal().catch(() => false)
  return {
    isAvailable,
    async save(session, stillWanted) {
      try {
        if (!(await isAvailable())) return false
        const sealed = await seal(format, JSON.stringify(session), keyStore, random)
        if (!stillWanted()) return false
        atomicWriteFileSync(file, JSON.stringify(sealed))
        return true
      } catch {
        return false
      }
    },
    async load() {
      const sealed = readFile(file)
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

async function open(sealed: Sealed, keyStore: KeyStore): Promise<SavedSession> {
  const { sessionId, userId } = JSON.parse(await unseal(format, sealed, keyStore)) as SavedSession
  if (typeof sessionId !== 'string' || typeof userId !== 'number') throw new TypeError('not a kept session')
  return { sessionId, userId }
}

/** Null when there is none, or when the file is none of ours. */
function readFile(file: string): Sealed | null {
  try {
    return readSealed(format, readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

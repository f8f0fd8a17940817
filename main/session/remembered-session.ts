/**
 * Remembers a session over a restart ("Keep me logged in"). The file holds the ids of one session
 * and its user, and the key of the slot of the data key, encrypted under a key that the system's
 * key store wraps (secrets/envelope-encryption.ts). Not defended: other programs of the same
 * operating system account can ask the key store too.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { atomicWriteFileSync, temporaryName } from '../atomic-write-file'
import type { Random } from '../auth/secrets'
import { readSealed, seal, unseal, type KeyStore, type Sealed } from '../secrets/envelope-encryption'

/**
 * `key`: opens the kept slot (keys/slots.ts), in base 64. `account`: a fingerprint of what the
 * session belongs to. Both are empty in a file of an older version.
 */
export type SavedSession = { sessionId: string; userId: number; key: string; account: string }

export type RememberedSession = {
  isAvailable: () => Promise<boolean>
  /**
   * Returns whether it was saved; never rejects. Calls `stillWanted` after the key store answers.
   */
  save: (session: SavedSession, stillWanted: () => boolean) => Promise<boolean>
  /** 'unreadable' if the key store does not open the file, perhaps temporarily; the file stays. */
  load: () => Promise<SavedSession | 'none' | 'unreadable'>
  /** Never throws. Overwrites a file that it cannot remove. */
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
  const isAvailable = () => keyStore.isProtected().catch(() => false)

  /** Keeps the file as it is if the key store fails, or if the session was forgotten meanwhile. */
  async function sealAgain(text: string, former: Sealed): Promise<void> {
    try {
      const sealed = await seal(format, text, keyStore, random)
      if (readFile(file)?.data === former.data) atomicWriteFileSync(file, JSON.stringify(sealed))
    } catch {
      // It opened, so it can be sealed again at the next start.
    }
  }

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
        // A session that anyone could open must not be opened here either.
        if (!(await isAvailable())) return 'unreadable'
        const { text, isStale } = await unseal(format, sealed, keyStore)
        const session = parse(text)
        if (isStale) await sealAgain(text, sealed)
        return session
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
    // The folder is read-only. The saved session has ended, or ends with the account's next log-in.
  }
}

function parse(text: string): SavedSession {
  const { sessionId, userId, key = '', account = '' } = JSON.parse(text) as Partial<SavedSession>
  const areTexts = [sessionId, key, account].every((text) => typeof text === 'string')
  if (sessionId === undefined || typeof userId !== 'number' || !areTexts) throw new TypeError('not a saved session')
  return { sessionId, userId, key, account }
}

/** Null if the file is missing or has a different format. */
function readFile(file: string): Sealed | null {
  try {
    return readSealed(format, readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * The only file that knows `safeStorage`. Its synchronous functions are what Electron has up to 45, its asynchronous ones
 * what it has from 46 on; whichever is there is used.
 */
import { safeStorage } from 'electron'
import type { KeyStore } from '../../secrets/envelope-encryption'

/** The backends of Linux that protect nothing: a key that everybody has, or one that nobody can name. */
const pretended: readonly string[] = ['basic_text', 'unknown']

export function systemKeyStore(platform: NodeJS.Platform): KeyStore {
  return {
    async isReal() {
      if (platform === 'linux' && pretended.includes(safeStorage.getSelectedStorageBackend())) return false
      return isAsynchronous() ? safeStorage.isAsyncEncryptionAvailable() : inOldWay().isEncryptionAvailable()
    },
    async wrap(key) {
      const text = Buffer.from(key).toString('base64')
      return isAsynchronous() ? safeStorage.encryptStringAsync(text) : inOldWay().encryptString(text)
    },
    async unwrap(wrapped) {
      const bytes = Buffer.from(wrapped)
      const text = isAsynchronous()
        ? (await safeStorage.decryptStringAsync(bytes)).result
        : inOldWay().decryptString(bytes)
      return Buffer.from(text, 'base64')
    },
  }
}

const isAsynchronous = () => 'encryptStringAsync' in safeStorage

type OldWay = {
  isEncryptionAvailable: () => boolean
  encryptString: (text: string) => Buffer
  decryptString: (bytes: Buffer) => string
}
const inOldWay = () => safeStorage as OldWay

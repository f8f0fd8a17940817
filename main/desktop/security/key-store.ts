import type { KeyStore } from '../../secrets/envelope-encryption'

type Decrypted = { result: string; shouldReEncrypt: boolean }

/**
 * Electron's `safeStorage`, as far as it is used. Electron 33 has only the synchronous functions,
 * 42 to 45 have both, 46 has only the asynchronous ones.
 */
export type SafeStorage = {
  getSelectedStorageBackend: () => string
  isEncryptionAvailable?: () => boolean
  encryptString?: (text: string) => Buffer
  decryptString?: (encrypted: Buffer) => string
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (encrypted: Buffer) => Promise<Decrypted>
}

/** Linux backends without protection: a hard-coded key, or a backend that is not known yet. */
const weakBackends: readonly string[] = ['basic_text', 'unknown']

/**
 * Chromium on Linux marks what it encrypts: `v11` under a key from the Secret Service or KWallet,
 * `v10` under a key that is part of Chromium's source code.
 */
const hardCodedKeyMark = Buffer.from('v10', 'latin1')

/**
 * The key store of the operating system. Uses the asynchronous functions where they exist.
 *
 * On Linux the backend and `isAsyncEncryptionAvailable` say nothing about protection: without a
 * working keyring Chromium encrypts with its hard-coded key. So the mark of the result decides, in
 * `isProtected` by a probe and in `wrap` on every result.
 */
export function systemKeyStore(platform: NodeJS.Platform, storage: SafeStorage): KeyStore {
  const cipher = cipherOf(storage)
  const hasHardCodedKey = (wrapped: Uint8Array) =>
    platform === 'linux' && hardCodedKeyMark.equals(wrapped.subarray(0, hardCodedKeyMark.length))

  async function wrap(key: Uint8Array): Promise<Uint8Array> {
    const wrapped = await cipher.encrypt(Buffer.from(key).toString('base64'))
    if (hasHardCodedKey(wrapped)) throw new Error('the key store has only the hard-coded key of Chromium')
    return wrapped
  }

  async function isProtected(): Promise<boolean> {
    if (platform === 'linux' && weakBackends.includes(storage.getSelectedStorageBackend())) return false
    if (!(await cipher.isAvailable())) return false
    // Elsewhere there is no hard-coded key, and a probe could make macOS ask the person.
    if (platform !== 'linux') return true
    return wrap(Buffer.from('probe')).then(
      () => true,
      () => false,
    )
  }

  return {
    isProtected,
    wrap,
    async unwrap(wrapped) {
      const { result, shouldReEncrypt } = await cipher.decrypt(Buffer.from(wrapped))
      return { key: Buffer.from(result, 'base64'), isStale: shouldReEncrypt || hasHardCodedKey(wrapped) }
    },
  }
}

type Cipher = {
  isAvailable: () => Promise<boolean>
  encrypt: (text: string) => Promise<Buffer>
  decrypt: (encrypted: Buffer) => Promise<Decrypted>
}

function cipherOf(storage: SafeStorage): Cipher {
  // Called with their object: Electron's native objects refuse a method without it.
  const { isAsyncEncryptionAvailable, encryptStringAsync, decryptStringAsync } = storage
  if (isAsyncEncryptionAvailable && encryptStringAsync && decryptStringAsync) {
    return {
      isAvailable: () => isAsyncEncryptionAvailable.call(storage),
      encrypt: (text) => encryptStringAsync.call(storage, text),
      decrypt: (encrypted) => decryptStringAsync.call(storage, encrypted),
    }
  }
  const { isEncryptionAvailable, encryptString, decryptString } = storage
  if (!isEncryptionAvailable || !encryptString || !decryptString) throw new Error('safeStorage has no known functions')
  return {
    isAvailable: async () => Promise.resolve(isEncryptionAvailable.call(storage)),
    encrypt: async (text) => Promise.resolve(encryptString.call(storage, text)),
    decrypt: async (encrypted) =>
      Promise.resolve({ result: decryptString.call(storage, encrypted), shouldReEncrypt: false }),
  }
}

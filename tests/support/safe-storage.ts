import type { SafeStorage } from '../../main/desktop/security/key-store'

/** What the system's key store is like. `away`: it is there, and does not answer at the moment. */
export type KeyStoreState = 'real' | 'hardCodedKey' | 'none' | 'denied' | 'away'

export const keyStoreStates: readonly KeyStoreState[] = ['real', 'hardCodedKey', 'none', 'denied', 'away']

/** The functions that `safeStorage` has in Electron 33, 45 and 46. */
export type SafeStorageShape = 33 | 45 | 46

export type SafeStorageDouble = SafeStorage & {
  state: KeyStoreState
  /** Replaces the key: what was encrypted before opens, but should be encrypted again. */
  rotateKey: () => void
  /** The system asks its owner: answers wait until the returned function is called. */
  hold: () => () => void
  /** How often it encrypted or decrypted. */
  asked: number
}

const markLength = 3

/**
 * Electron's `safeStorage` in memory. It flips bits, so that what it encrypted opens after a
 * restart too, and marks its results as Chromium does: `v11`, or `v10` under the hard-coded key.
 */
export function createSafeStorage(shape: SafeStorageShape = 45, state: KeyStoreState = 'real'): SafeStorageDouble {
  let generation = 0
  let gate = Promise.resolve()

  function encrypt(text: string): Buffer {
    if (double.state === 'none' || double.state === 'denied') throw new Error(double.state)
    if (double.state === 'away') throw new Error('temporarily unavailable')
    const mark = double.state === 'hardCodedKey' ? 'v10' : 'v11'
    return Buffer.concat([Buffer.from(mark), Buffer.from([generation]), flipped(Buffer.from(text))])
  }

  function decrypt(encrypted: Buffer): { result: string; shouldReEncrypt: boolean } {
    const mark = encrypted.subarray(0, markLength).toString()
    const isHardCoded = mark === 'v10'
    if (!isHardCoded && mark !== 'v11') throw new Error('not encrypted by this key store')
    if (double.state !== 'real' && !(double.state === 'hardCodedKey' && isHardCoded)) throw new Error(double.state)
    const result = flipped(encrypted.subarray(markLength + 1)).toString()
    return { result, shouldReEncrypt: encrypted[markLength] !== generation }
  }

  const counted = <T>(work: () => T): T => {
    double.asked += 1
    return work()
  }
  const later = async <T>(work: () => T): Promise<T> => {
    double.asked += 1
    await gate
    return work()
  }
  // Chromium always has an encryptor on Linux, if only the one with the hard-coded key.
  const isAvailable = () => double.state !== 'none'

  const double: SafeStorageDouble = {
    state,
    asked: 0,
    rotateKey: () => (generation += 1),
    hold() {
      let release = () => {}
      gate = new Promise((done) => (release = done))
      return release
    },
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...(shape < 46 && {
      isEncryptionAvailable: method(isAvailable),
      encryptString: method((text: string) => counted(() => encrypt(text))),
      decryptString: method((encrypted: Buffer) => counted(() => decrypt(encrypted).result)),
    }),
    ...(shape >= 42 && {
      isAsyncEncryptionAvailable: method(() => Promise.resolve(isAvailable())),
      encryptStringAsync: method((text: string) => later(() => encrypt(text))),
      decryptStringAsync: method((encrypted: Buffer) => later(() => decrypt(encrypted))),
    }),
  }
  return double

  /** Native objects of Electron refuse a method that is called without its object. */
  function method<Args extends unknown[], R>(work: (...args: Args) => R): (this: unknown, ...args: Args) => R {
    return function (...args) {
      if (this !== double) throw new TypeError('Illegal invocation')
      return work(...args)
    }
  }
}

const flipped = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))

import { systemKeyStore } from '../../main/desktop/security/key-store'
import type { KeyStore } from '../../main/secrets/envelope-encryption'
import { createSafeStorage, type KeyStoreState, type SafeStorageDouble } from './safe-storage'

export type FakeKeyStore = KeyStore & Pick<SafeStorageDouble, 'state' | 'hold' | 'asked' | 'rotateKey'>

/**
 * The app's own key store, on a double of `safeStorage` with the functions of the Electron that
 * ships. Acts as on Linux in the state `hardCodedKey`, which occurs only there, else as on macOS.
 */
export function createFakeKeyStore(state: KeyStoreState = 'real'): FakeKeyStore {
  const storage = createSafeStorage(45, state)
  const onLinux = systemKeyStore('linux', storage)
  const elsewhere = systemKeyStore('darwin', storage)
  const store = () => (storage.state === 'hardCodedKey' ? onLinux : elsewhere)
  return Object.assign(storage, {
    isProtected: () => store().isProtected(),
    wrap: (key: Uint8Array) => store().wrap(key),
    unwrap: (wrapped: Uint8Array) => store().unwrap(wrapped),
  })
}

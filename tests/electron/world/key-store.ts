import type { KeyStore } from '../../../main/secrets/envelope-encryption'

export type FakeKeyStore = KeyStore & {
  /** How the key store behaves; `LATCHKEY_TEST_KEY_STORE` sets the initial state. */
  state: 'real' | 'none' | 'denied' | 'away'
}

/**
 * A fake key store. It flips bits instead of encrypting, so a key wrapped before a restart unwraps
 * after it.
 */
export function fakeKeyStore(): FakeKeyStore {
  const flipBits = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
  const store: FakeKeyStore = {
    state: (process.env['LATCHKEY_TEST_KEY_STORE'] ?? 'none') as FakeKeyStore['state'],
    isReal: () => Promise.resolve(store.state !== 'none'),
    wrap: (key) => (store.state === 'real' ? Promise.resolve(flipBits(key)) : Promise.reject(new Error(store.state))),
    unwrap: (key) => (store.state === 'real' ? Promise.resolve(flipBits(key)) : Promise.reject(new Error(store.state))),
  }
  return store
}

import type { KeyStore } from '../../../main/secrets/envelope-encryption'

export type FakeKeyStore = KeyStore & {
  /** What the system's key store is like today. Chosen by `LATCHKEY_TEST_KEY_STORE` at the start. */
  state: 'real' | 'none' | 'denied' | 'away'
}

/** A key store of the tests' own: it turns bits around, so that what it wrapped before a restart opens after it. */
export function fakeKeyStore(): FakeKeyStore {
  const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
  const store: FakeKeyStore = {
    state: (process.env['LATCHKEY_TEST_KEY_STORE'] ?? 'none') as FakeKeyStore['state'],
    isReal: () => Promise.resolve(store.state !== 'none'),
    wrap: (key) => (store.state === 'real' ? Promise.resolve(turned(key)) : Promise.reject(new Error(store.state))),
    unwrap: (key) => (store.state === 'real' ? Promise.resolve(turned(key)) : Promise.reject(new Error(store.state))),
  }
  return store
}

import type { KeyStore } from '../../main/secrets/envelope-encryption'

export type FakeKeyStore = KeyStore & {
  /** What the system's key store is like today: real, none, or one that does not open. */
  state: 'real' | 'none' | 'denied'
  /** The system asks its owner, who takes their time: answers wait until the returned function is called. */
  hold(): () => void
  /** How often it was asked to wrap or unwrap. */
  asked: number
}

/** A key store that turns bits around, so that what it wrapped before a restart opens after it. */
export function createFakeKeyStore(state: FakeKeyStore['state'] = 'real'): FakeKeyStore {
  let gate = Promise.resolve()
  const turn = async (bytes: Uint8Array) => {
    store.asked += 1
    await gate
    if (store.state !== 'real') throw new Error(store.state)
    return bytes.map((byte) => byte ^ 0x5a)
  }
  const store: FakeKeyStore = {
    state,
    asked: 0,
    hold() {
      let release = () => {}
      gate = new Promise((done) => (release = done))
      return release
    },
    isReal: () => Promise.resolve(store.state !== 'none'),
    wrap: turn,
    unwrap: turn,
  }
  return store
}

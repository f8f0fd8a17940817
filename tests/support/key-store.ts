import type { KeyStore } from '../../main/secrets/envelope-encryption'

export type FakeKeyStore = KeyStore & {
  /** Whether the system's key store works, does not exist or denies access. */
  state: 'real' | 'none' | 'denied'
  /** The system prompts its user: answers wait until the returned function is called. */
  hold(): () => void
  /** The number of wrap and unwrap requests. */
  asked: number
}

/** A key store that flips bits: values wrapped before a restart unwrap after it. */
export function createFakeKeyStore(state: FakeKeyStore['state'] = 'real'): FakeKeyStore {
  let gate = Promise.resolve()
  const flipBits = async (bytes: Uint8Array) => {
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
      gate = new Promise((resolve) => (release = resolve))
      return release
    },
    isReal: () => Promise.resolve(store.state !== 'none'),
    wrap: flipBits,
    unwrap: flipBits,
  }
  return store
}

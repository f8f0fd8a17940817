import { createFakeKeyStore, type FakeKeyStore } from '../../support/key-store'

export type { FakeKeyStore } from '../../support/key-store'

/** The fake key store; `LATCHKEY_TEST_KEY_STORE` sets its initial state. */
export function fakeKeyStore(): FakeKeyStore {
  return createFakeKeyStore((process.env['LATCHKEY_TEST_KEY_STORE'] ?? 'none') as FakeKeyStore['state'])
}

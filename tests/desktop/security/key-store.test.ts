import { describe, expect, it } from 'vitest'
import { systemKeyStore } from '../../../main/desktop/security/key-store'
import { createSafeStorage, keyStoreStates, type SafeStorageShape } from '../../support/safe-storage'

const shapes: SafeStorageShape[] = [33, 45, 46]
const key = Buffer.from('0123456789abcdef0123456789abcdef')

describe.each(shapes)('the key store of the system, in the shape of Electron %i', (shape) => {
  it('wraps a key and opens it again', async () => {
    const store = systemKeyStore('linux', createSafeStorage(shape))
    expect(await store.isProtected()).toBe(true)
    const wrapped = await store.wrap(key)
    expect(Buffer.from(wrapped).includes(key)).toBe(false)
    expect(await store.unwrap(wrapped)).toEqual({ key, isStale: false })
  })

  it.each(keyStoreStates.filter((state) => state !== 'real'))('is not real on Linux when it is %s', async (state) => {
    const store = systemKeyStore('linux', createSafeStorage(shape, state))
    expect(await store.isProtected()).toBe(false)
    await expect(store.wrap(key)).rejects.toThrow()
  })

  it('is not real with a backend that protects nothing', async () => {
    for (const backend of ['basic_text', 'unknown']) {
      const storage = createSafeStorage(shape)
      storage.getSelectedStorageBackend = () => backend
      expect(await systemKeyStore('linux', storage).isProtected()).toBe(false)
    }
  })

  it('never wraps with the hard-coded key, even if that becomes the only one after the check', async () => {
    const storage = createSafeStorage(shape)
    const store = systemKeyStore('linux', storage)
    expect(await store.isProtected()).toBe(true)
    storage.state = 'hardCodedKey'
    await expect(store.wrap(key)).rejects.toThrow('hard-coded')
  })

  it('opens what an older version wrapped with the hard-coded key, and says that it is stale', async () => {
    const storage = createSafeStorage(shape, 'hardCodedKey')
    const wrapped = await encrypted(storage)
    storage.state = 'real'
    expect(await systemKeyStore('linux', storage).unwrap(wrapped)).toEqual({ key, isStale: true })
  })

  it('asks macOS and Windows for nothing but whether it is available', async () => {
    for (const platform of ['darwin', 'win32'] as const) {
      const storage = createSafeStorage(shape)
      expect(await systemKeyStore(platform, storage).isProtected()).toBe(true)
      expect(storage.asked).toBe(0)
    }
  })
})

it('says that a key is stale once the system has another one', async () => {
  const storage = createSafeStorage(45)
  const store = systemKeyStore('linux', storage)
  const wrapped = await store.wrap(key)
  storage.rotateKey()
  expect(await store.unwrap(wrapped)).toEqual({ key, isStale: true })
  expect(await store.unwrap(await store.wrap(key))).toEqual({ key, isStale: false })
})

it('refuses a safeStorage with none of the known functions', () => {
  expect(() => systemKeyStore('linux', { getSelectedStorageBackend: () => 'kwallet' })).toThrow('no known functions')
})

async function encrypted(storage: ReturnType<typeof createSafeStorage>): Promise<Uint8Array> {
  const text = key.toString('base64')
  return storage.encryptStringAsync ? storage.encryptStringAsync(text) : (storage.encryptString?.(text) ?? Buffer.of())
}

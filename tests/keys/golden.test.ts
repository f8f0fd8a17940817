import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHasher } from '../../main/auth/hasher'
import { keyMaterial } from '../../main/auth/password'
import type { Random } from '../../main/auth/secrets'
import { scryptOf } from '../../main/calls/steps/data-key'
import { makeDataKey } from '../../main/keys/data-key'
import { publicKeyOf, recoveryPrivateKey } from '../../main/keys/recovery-key-pair'
import {
  makeKeptSlot,
  makePasswordSlot,
  makeRecoverySlot,
  openKeptSlot,
  openPasswordSlot,
  openRecoverySlot,
  saltOf,
} from '../../main/keys/slots'
import { decryptTotpSecret, encryptTotpSecret } from '../../main/keys/totp-secret'
import { policy } from '../../main/policy'
import { workerFile } from '../support/build-worker'
import { python, runPython, withoutPython } from './python'

// Files that exist must stay readable: a format that changes needs another name, not another
// vector.

const email = 'zoé@example.com'
const setUpId = '3f1c9a52-7f0e-4b57-9d35-0c2d8a7e6b41'
const recoveryKey = '0123456789ABCDEFGHJKMNPQR'
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
/** golden.py takes the composed form (NFC). */
const decomposed = 'crème brûlée'.normalize('NFD')
const salt = bytesFrom(0xa0, 16)
const keptKey = bytesFrom(0xc0, 32)
const keyId = 'AAECAwQFBgcICQoLDA0ODw=='
const scrypt = scryptOf(policy)

// golden.py computed these with hashlib and `cryptography`; the last test runs it again.
const vectors = {
  passwordKey: '740f6e13c04be869aeeb10f13077ab487b98a5bec6b2d8bfdf316cb1130de420',
  recoveryPublicKey: 'a6d3580084cf8bb0b9d7c5c63dc25b642196ed404159fa26484bf6431de8346a',
  passwordSlot: JSON.stringify({
    format: 'latchkey password slot 1',
    keyId: 'AAECAwQFBgcICQoLDA0ODw==',
    N: 16384,
    r: 8,
    p: 5,
    salt: 'oKGio6SlpqeoqaqrrK2urw==',
    nonce: 'MDEyMzQ1Njc4OTo7',
    tag: 'VATqSIogyYQ00Hvba29w6A==',
    data: 'YPEschFeVidwkL5xVuiDa+tAnquTXaOJu1wARm/XYnWd8/uxLsbs3NPPlhJPBsooNzHiupcdlOu2OwdLXPNl0g==',
  }),
  recoverySlot: JSON.stringify({
    format: 'latchkey recovery slot 1',
    keyId: 'AAECAwQFBgcICQoLDA0ODw==',
    ephemeral: '6wQT5KFn8Gg7yGrPxZ7MJ5kxrneeVcvl169vx+Ghw2g=',
    nonce: 'XF1eX2BhYmNkZWZn',
    tag: 'PMFfDVUwIvdBiU+68A6vXA==',
    data: 'n1dRsvuSOxexOl5hh7ySVVFm72s/Mpsskl9N938k6j1KT8P/RdWN+1TjdI0vyA0t1MIUUXZGQP7+Kh/k1xsgGA==',
  }),
  keptSlot: JSON.stringify({
    format: 'latchkey kept slot 1',
    keyId: 'AAECAwQFBgcICQoLDA0ODw==',
    nonce: 'aGlqa2xtbm9wcXJz',
    tag: 'n59/Fd+DgwVqmtOOb9wjfg==',
    data: 'V6KrdsDYmoNfrHH3+xgTh8Q9Bm4ooEsRvaWdvXwOHJKPFMzY8lK7oMs1oKc3XVYuZ/5n23sdlQb9Dc0yY40r5A==',
  }),
  totpSecret: JSON.stringify({
    format: 'latchkey totp 2',
    keyId: 'AAECAwQFBgcICQoLDA0ODw==',
    nonce: 'dHV2d3h5ent8fX5/',
    tag: 'lADb5P0ucOsl9z7N+JsPmQ==',
    data: 'XPklHndyVTTjHYlGeq5iOhPadgvrQGN2EVX/TlQ0KDE=',
  }),
}
const passwordKey = Buffer.from(vectors.passwordKey, 'hex')

test('the recovery key has this public key', () => {
  expect(hex(publicKeyOf(recoveryPrivateKey(recoveryKey)))).toBe(vectors.recoveryPublicKey)
})

test('each format has the bytes of its vector', () => {
  expect(makeAll()).toEqual({
    passwordSlot: vectors.passwordSlot,
    recoverySlot: vectors.recoverySlot,
    keptSlot: vectors.keptSlot,
    totpSecret: vectors.totpSecret,
  })
})

test('each vector opens', () => {
  const recoveryPublicKey = vectors.recoveryPublicKey
  const dataKey = { id: keyId, bytes: hex(bytesFrom(16, 32)), recoveryPublicKey }
  expect(hex(saltOf(vectors.passwordSlot, scrypt) ?? [])).toBe(hex(salt))
  const opened = [
    openPasswordSlot(vectors.passwordSlot, email, passwordKey, scrypt),
    openRecoverySlot(vectors.recoverySlot, email, recoveryKey),
    openKeptSlot(vectors.keptSlot, email, keptKey),
  ]
  for (const key of opened) {
    if (!key?.recoveryPublicKey) throw new Error('a slot does not open')
    expect({ ...key, bytes: hex(key.bytes), recoveryPublicKey: hex(key.recoveryPublicKey) }).toEqual(dataKey)
    expect(decryptTotpSecret(key, email, setUpId, vectors.totpSecret)).toBe(secret)
  }
})

describe('scrypt in the worker', () => {
  // RFC 7914, 12: the first 32 of the 64 bytes. A shorter key is the beginning of a longer one.
  const rfc = { log2N: 10, r: 8, p: 16 }
  const rfcKey = 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162'

  test.each([
    ['the key of RFC 7914', 'password', Buffer.from('NaCl'), rfc, rfcKey],
    ['the key of the vector, with the parameters of the policy', decomposed, salt, scrypt, vectors.passwordKey],
  ])('derives %s', async (_, secretText, saltBytes, parameters, key) => {
    const hasher = createHasher({ createWorker: () => new Worker(workerFile), jobLimitMs: 60_000, queueMax: 32 })
    onTestFinished(() => hasher.close())
    expect(hex(await hasher.deriveKey(keyMaterial(policy, secretText), saltBytes, parameters))).toBe(key)
  })
})

test.skipIf(!python)(`Python computes the same vectors${python ? '' : `: ${withoutPython}`}`, () => {
  const { printed, refused } = runPython('golden.py')
  expect(refused).toBe('')
  expect(JSON.parse(printed)).toEqual(vectors)
})

/** Draws the bytes 0, 1, 2, … in turn. */
function countingRandom(): Random {
  let drawn = 0
  const bytes = (count: number) => bytesFrom((drawn += count) - count, count)
  return { uuid: randomUUID, bytes }
}

function makeAll() {
  const random = countingRandom()
  const dataKey = makeDataKey(random, publicKeyOf(recoveryPrivateKey(recoveryKey)))
  return {
    passwordSlot: makePasswordSlot(dataKey, email, { salt, key: passwordKey }, scrypt, random),
    recoverySlot: makeRecoverySlot(dataKey, email, random),
    keptSlot: makeKeptSlot(dataKey, email, keptKey, random),
    totpSecret: encryptTotpSecret(dataKey, email, setUpId, secret, random),
  }
}

function bytesFrom(first: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => first + index)
}

function hex(bytes: ArrayLike<number>): string {
  return Buffer.from(Array.from(bytes)).toString('hex')
}

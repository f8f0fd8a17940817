import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeRecoveryKey } from '../../main/auth/recovery-key'
import { canonicalRecoveryKey, groupRecoveryKey, isRecoveryKey } from '../../preload/text'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const seeded = (bytes: Uint8Array) => makeRecoveryKey({ uuid: randomUUID, bytes: () => bytes })
const anyKey = fc.uint8Array({ minLength: 24, maxLength: 24 }).map(seeded)

test('a key has 25 characters of the alphabet and the right check character', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(key).toMatch(/^[0-9A-HJKMNP-TV-Z]{25}$/)
      expect(isRecoveryKey(key)).toBe(true)
    }),
  )
})

test('detects every single mistyped character', () => {
  const other = fc.tuple(anyKey, fc.nat(24), fc.integer({ min: 1, max: 31 }))
  fc.assert(
    fc.property(other, ([key, at, step]) => {
      const wrong = alphabet.charAt((alphabet.indexOf(key.charAt(at)) + step) % 32)
      expect(isRecoveryKey(key.slice(0, at) + wrong + key.slice(at + 1))).toBe(false)
    }),
  )
})

test('accepts any case, spaces, hyphens and look-alike characters', () => {
  const key = seeded(new Uint8Array(24).fill(0).map((_, index) => index))
  expect(canonicalRecoveryKey(groupRecoveryKey(key))).toBe(key)
  expect(canonicalRecoveryKey(` ${groupRecoveryKey(key).toLowerCase().replaceAll('-', ' – ')}\n`)).toBe(key)
  expect(canonicalRecoveryKey(key.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(key)
})

test('is displayed in five groups of five', () => {
  expect(groupRecoveryKey(seeded(randomBytes(24)))).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/)
})

test('uses every character about equally often', () => {
  const seen = new Map<string, number>()
  for (let round = 0; round < 400; round += 1) {
    for (const character of seeded(randomBytes(24)).slice(0, 24)) seen.set(character, (seen.get(character) ?? 0) + 1)
  }
  expect([...seen.keys()].sort().join('')).toBe(alphabet)
  expect(Math.min(...seen.values())).toBeGreaterThan(200)
})

import { expect, test } from 'vitest'
import { loadCommonPasswords } from '../../main/auth/common-passwords'
import { weaknessOf } from '../../main/auth/password-policy'
import { policy } from '../../main/policy'

const email = 'quillaume.g@holberton.io'
const common = await loadCommonPasswords()
const weakness = (password: string, current?: string) =>
  weaknessOf({ password, email, ...(current !== undefined && { current }) }, policy, (word) => common.has(word))

test.each(['seven c', '👨‍👩‍👧', '7letter', 'e\u0301'.repeat(7)])(
  'refuses fewer than 8 code points as too short: %s',
  (password) => {
    expect(weakness(password)).toBe('tooShort')
  },
)

test.each(['quxzvbnm', 'QUXZVBNM', '83650274', ';)(]!?:"', 'aaaaaaaabbbbbbbb'])(
  'accepts 8 code points of one kind, as there are no composition rules: %s',
  (password) => {
    expect(weakness(password)).toBeNull()
  },
)

test.each([
  ['x'.repeat(73), 'tooLong'],
  ['é'.repeat(37), 'tooLong'],
  ['é'.repeat(36), null],
  ['password', 'common'],
  ['PassWord', 'common'],
  ['quillaume.g@holberton.io', 'containsEmail'],
  ['QUILLAUME.G@holberton.io', 'containsEmail'],
  ['QuillAume.g', 'containsEmail'],
  ['quillaume.g quillaume.g', null],
] as const)('checks the length in bytes, the list and the email: %s, %s', (password, expected) => {
  expect(weakness(password)).toBe(expected)
})

test('accepts a part of an email without an @ (written by other programs), but not all of it', () => {
  const weaknessFor = (password: string) => weaknessOf({ password, email: 'bobby-1234' }, policy, () => false)
  expect(weaknessFor('bobby-123')).toBeNull()
  expect(weaknessFor('bobby-1234')).toBe('containsEmail')
})

test('accepts 72 bytes of any characters', () => {
  expect(weakness(`${'tr0ub4dor & 3 '.repeat(5)}ab`)).toBeNull()
  expect(weakness('🦊'.repeat(18))).toBeNull()
})

test('compares the new password with the current one in NFC, case-sensitively', () => {
  expect(weakness('caf\u00e9 au lait', 'cafe\u0301 au lait')).toBe('same')
  expect(weakness('café au lait', 'Café au lait')).toBeNull()
})

test('the list of common passwords is not a stub', () => {
  expect(common.size).toBeGreaterThan(30_000)
})

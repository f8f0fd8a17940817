import { expect, test } from 'vitest'
import { loadCommonPasswords } from '../../main/auth/common-passwords'
import { weaknessOf } from '../../main/auth/password-policy'
import { policy } from '../../main/policy'

const email = 'quillaume.g@holberton.io'
const common = await loadCommonPasswords()
const weakness = (password: string, current?: string) =>
  weaknessOf({ password, email, ...(current !== undefined && { current }) }, policy, (word) => common.has(word))

test.each(['seven c', '👨‍👩‍👧', '7letter', 'e\u0301'.repeat(7)])(
  'of fewer than 8 code points is too short: %s',
  (password) => {
    expect(weakness(password)).toBe('tooShort')
  },
)

test.each(['quxzvbnm', 'QUXZVBNM', '83650274', ';)(]!?:"', 'aaaaaaaabbbbbbbb'])(
  'of 8 code points of one kind is enough, for no rule asks for several kinds: %s',
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
] as const)('is judged by its length in bytes, the list and the email: %s, %s', (password, expected) => {
  expect(weakness(password)).toBe(expected)
})

test('may be a part of an email without an @, as other programs write it, but not all of it', () => {
  const of = (password: string) => weaknessOf({ password, email: 'bobby-1234' }, policy, () => false)
  expect(of('bobby-123')).toBeNull()
  expect(of('bobby-1234')).toBe('containsEmail')
})

test('72 bytes are allowed, whatever their kind', () => {
  expect(weakness(`${'tr0ub4dor & 3 '.repeat(5)}ab`)).toBeNull()
  expect(weakness('🦊'.repeat(18))).toBeNull()
})

test('the same as the current one is told apart by NFC, as typed', () => {
  expect(weakness('caf\u00e9 au lait', 'cafe\u0301 au lait')).toBe('same')
  expect(weakness('café au lait', 'Café au lait')).toBeNull()
})

test('the list of common passwords is a real one', () => {
  expect(common.size).toBeGreaterThan(30_000)
})

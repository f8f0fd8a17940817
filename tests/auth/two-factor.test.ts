import { expect, test } from 'vitest'
import { Secret } from 'otpauth'
import { randomBytes, randomUUID } from 'node:crypto'
import { makeBackupCodes, makeTotpSecret, totpStep, totpUri } from '../../main/auth/two-factor'
import { canonicalCode, groupBackupCode, isBackupCode } from '../../preload/text'

const random = { uuid: randomUUID, bytes: (count: number) => randomBytes(count) }

// RFC 6238, appendix B, SHA-1; of its eight digits the last six.
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const
const rfcSecret = Secret.fromUTF8('12345678901234567890').base32

test.each(vectors)('knows the code of RFC 6238 at %d s', (seconds, code) => {
  expect(totpStep(rfcSecret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

test('takes one step of drift either way, and says which step it was', () => {
  const step = 37037036
  for (const [drift, found] of [
    [-60, null],
    [-30, step],
    [0, step],
    [30, step],
    [60, null],
  ] as const) {
    expect(totpStep(rfcSecret, '081804', (1111111109 + drift) * 1000)).toBe(found)
  }
})

test('makes secrets of 160 bits, none like the other, that the address for authenticators carries', () => {
  const secret = makeTotpSecret(random)
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
  expect(makeTotpSecret(random)).not.toBe(secret)
  const uri = new URL(totpUri(secret, 'Latchkey', 'ana+home@example.com'))
  expect(uri.href).toMatch(/^otpauth:\/\/totp\/Latchkey:ana%2Bhome%40example\.com\?/)
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Latchkey',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('makes ten backup codes, each of 16 characters, all different, that are read in whatever way they are typed', () => {
  const codes = makeBackupCodes(random)
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(isBackupCode(code)).toBe(true)
    const sloppy = ` ${groupBackupCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect(canonicalCode(sloppy)).toBe(code)
  }
  expect(groupBackupCode('ABCDEFGHJKMNPQRS')).toBe('ABCD-EFGH-JKMN-PQRS')
})

test.each(['', '12345', '1234567', 'ABCDE', '12345a', 'UUUU-UUUU-UUUU-UUUU'])('%j is no code at all', (typed) => {
  expect(canonicalCode(typed)).toBe('')
})

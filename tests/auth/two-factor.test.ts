import { expect, test } from 'vitest'
import { Secret } from 'otpauth'
import { randomBytes, randomUUID } from 'node:crypto'
import { makeBackupCodes, makeTotpSecret, totpStep, totpUri } from '../../main/auth/two-factor'
import { canonicalCode, groupBackupCode, isBackupCode } from '../../preload/text'

const random = { uuid: randomUUID, bytes: (count: number) => randomBytes(count) }

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const
const rfcSecret = Secret.fromUTF8('12345678901234567890').base32

test.each(vectors)('accepts the code of RFC 6238 at %d s', (seconds, code) => {
  expect(totpStep(rfcSecret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

test('accepts one step of drift either way, and returns the step of the code', () => {
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

test('makes unique secrets of 160 bits, and puts them into the otpauth URI', () => {
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

test('makes ten different backup codes of 16 characters, and reads them however they are typed', () => {
  const codes = makeBackupCodes(random)
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(isBackupCode(code)).toBe(true)
    const sloppy = ` ${groupBackupCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect(canonicalCode(sloppy)).toBe(code)
  }
  expect(groupBackupCode('ABCDEFGHJKMNPQRS')).toBe('ABCD-EFGH-JKMN-PQRS')
})

test.each(['', '12345', '1234567', 'ABCDE', '12345a', 'UUUU-UUUU-UUUU-UUUU'])('%j is not a code', (typed) => {
  expect(canonicalCode(typed)).toBe('')
})

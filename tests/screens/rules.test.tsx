import { expect, test } from 'vitest'
import { emailRule, newPasswordRule, recoveryKeyRule } from '../../renderer/forms/rules'
import { recoveryKeyCheckCharacter } from '../../preload/text'

const emptyValues = { email: '', newPassword: '' }
const idOf = (message: { id: string } | null) => message?.id ?? null

test.each([
  [' Name@Example.COM ', null],
  ['name@host', null],
  ['', 'register.email.empty'],
  ['   ', 'register.email.empty'],
  ['name', 'register.email.shape'],
  ['@host', 'register.email.shape'],
  ['name@', 'register.email.shape'],
  ['a b@host', 'register.email.shape'],
  ['a@b@host', 'register.email.shape'],
  [`${'a'.repeat(245)}@host`, null],
  [`${'a'.repeat(246)}@host`, 'register.email.long'],
])('validates the new email %j: %s', (typed, expected) => {
  expect(idOf(emailRule(typed, emptyValues))).toBe(expected)
})

test.each([
  ['', 'register.pw.empty'],
  ['1234567', 'register.pw.short'],
  ['12345678', null],
  ['a'.repeat(72), null],
  ['a'.repeat(73), 'register.pw.long'],
  ['é'.repeat(36), null],
  ['é'.repeat(37), 'register.pw.long'],
  ['🔑'.repeat(7), 'register.pw.short'],
  ['Camille.Martin', 'register.pw.email'],
  ['CAMILLE.martin@example.com', 'register.pw.email'],
])('validates the new password %j: %s', (typed, expected) => {
  const values = { email: ' Camille.Martin@Example.com', newPassword: typed }
  expect(idOf(newPasswordRule(typed, values))).toBe(expected)
})

const body = '7K4MQX2RVT9HDWN3CZFAP8GJ'
const key = body + recoveryKeyCheckCharacter(body)

test.each([
  ['', 'reset.key.empty'],
  [' - ', 'reset.key.empty'],
  [key, null],
  [key.toLowerCase().replace(/(.{5})/g, '$1 '), null],
  [key.replace(/(.{5})(?=.)/g, '$1-'), null],
  [key.slice(1), 'reset.key.length'],
  [`${key}7`, 'reset.key.length'],
  [key.replace('X', 'Y'), 'reset.key.typo'],
  [key.replace('X', '!'), 'reset.key.typo'],
])('validates the recovery key %j: %s', (typed, expected) => {
  expect(idOf(recoveryKeyRule(typed, emptyValues))).toBe(expected)
})

import { limits, newEmail } from '../../preload/contract'
import {
  canonicalCode,
  canonicalRecoveryKey,
  isRecoveryKey,
  localPart,
  normaliseEmail,
  recoveryKeyLength,
} from '../../preload/text'
import type { Message, MessageKey } from '../app/intl'

/**
 * Checks a value; returns the error or null. Rules only give early feedback: main decides, and only
 * main knows which emails are taken and which passwords are common or wrong.
 */
export type Rule<F extends string = string> = (value: string, values: Readonly<Record<F, string>>) => Message | null

/** Accepts every value, also an empty one. */
export const anyValue: Rule = () => null

export function notEmpty(id: MessageKey): Rule {
  return (value) => (value === '' ? { id } : null)
}

/** Like `notEmpty`, but rejects white space alone. */
export function notBlank(id: MessageKey): Rule {
  return (value) => (value.trim() === '' ? { id } : null)
}

/** An email for a new account. */
export const emailRule: Rule = (value) => {
  const email = normaliseEmail(value)
  if (email === '') return { id: 'register.email.empty' }
  if (email.length > limits.emailMaxCharacters) return { id: 'register.email.long' }
  return newEmail.safeParse(value).success ? null : { id: 'register.email.shape' }
}

/**
 * Counts as main does: a minimum of code points, a maximum of UTF-8 bytes (bcrypt reads 72 and
 * ignores the rest).
 */
export const newPasswordRule: Rule<'email' | 'newPassword'> = (value, { email }) => {
  if (value === '') return { id: 'register.pw.empty' }
  if (missingCharacters(value) > 0) return { id: 'register.pw.short' }
  if (new TextEncoder().encode(value.normalize('NFC')).length > limits.passwordMaxBytes) {
    return { id: 'register.pw.long' }
  }
  return isEmailOrItsLocalPart(value, email) ? { id: 'register.pw.email' } : null
}

/** Checks only the length, on blur. */
export const shortPasswordRule: Rule = (value) => (missingCharacters(value) > 0 ? { id: 'register.pw.short' } : null)

/** The number of characters that a new password still needs. */
export function missingCharacters(password: string): number {
  return Math.max(0, limits.passwordMinCodePoints - Array.from(password.normalize('NFC')).length)
}

type KeyTexts = { empty: MessageKey; length: MessageKey; typo: MessageKey }

/** The check character detects typos, so that a typo does not count as an attempt. */
const keyRule =
  ({ empty, length, typo }: KeyTexts): Rule =>
  (value) => {
    const key = canonicalRecoveryKey(value)
    if (key === '') return { id: empty }
    const n = key.length
    if (n !== recoveryKeyLength) return { id: length, values: { n } }
    return isRecoveryKey(key) ? null : { id: typo }
  }

/** A recovery key, or a code that an owner issued instead. */
export const recoveryKeyRule = keyRule({
  empty: 'reset.key.empty',
  length: 'reset.key.length',
  typo: 'reset.key.typo',
})

/** An invitation has the form of a recovery key. */
export const invitationRule = keyRule({
  empty: 'register.invitation.empty',
  length: 'register.invitation.length',
  typo: 'register.invitation.typo',
})

/** An authenticator code or a backup code. */
export const codeRule: Rule = (value) => {
  if (value.trim() === '') return { id: 'code.empty' }
  return canonicalCode(value) === '' ? { id: 'code.shape' } : null
}

function isEmailOrItsLocalPart(password: string, email: string): boolean {
  const name = normaliseEmail(email)
  const typed = password.normalize('NFC').toLowerCase()
  return name !== '' && (typed === name || typed === localPart(name))
}

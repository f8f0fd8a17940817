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

/** What a field may hold. A convenience: main decides, and only main knows who is taken, common or wrong. */
export type Rule<F extends string = string> = (value: string, values: Readonly<Record<F, string>>) => Message | null

/** Empty too. */
export const anything: Rule = () => null

/** Something must be there. */
export function filled(id: MessageKey): Rule {
  return (value) => (value === '' ? { id } : null)
}

/** Like `filled`, where white space is nothing either. */
export function written(id: MessageKey): Rule {
  return (value) => (value.trim() === '' ? { id } : null)
}

/** An email that may name a new account. */
export const emailRule: Rule = (value) => {
  const email = normaliseEmail(value)
  if (email === '') return { id: 'register.email.empty' }
  if (email.length > limits.emailMaxCharacters) return { id: 'register.email.long' }
  return newEmail.safeParse(value).success ? null : { id: 'register.email.shape' }
}

/** Counted as main counts: code points at least, bytes of UTF-8 at most (bcrypt reads 72 and ignores the rest). */
export const newPasswordRule: Rule<'email' | 'newPassword'> = (value, { email }) => {
  if (value === '') return { id: 'register.pw.empty' }
  if (missingCharacters(value) > 0) return { id: 'register.pw.short' }
  if (new TextEncoder().encode(value.normalize('NFC')).length > limits.passwordMaxBytes) {
    return { id: 'register.pw.long' }
  }
  return isEmailOrItsLocalPart(value, email) ? { id: 'register.pw.email' } : null
}

/** On leaving the field only the length is looked at. */
export const shortPasswordRule: Rule = (value) => (missingCharacters(value) > 0 ? { id: 'register.pw.short' } : null)

/** How many characters a new password still lacks. */
export function missingCharacters(password: string): number {
  return Math.max(0, limits.passwordMinCodePoints - Array.from(password.normalize('NFC')).length)
}

/** The check character tells a typo from a wrong key, so that a typo costs no attempt. */
export const recoveryKeyRule: Rule = (value) => {
  const key = canonicalRecoveryKey(value)
  if (key === '') return { id: 'reset.key.empty' }
  const n = key.length
  if (n !== recoveryKeyLength) return { id: 'reset.key.length', values: { n } }
  return isRecoveryKey(key) ? null : { id: 'reset.key.typo' }
}

/** A code of an authenticator, or a backup code. */
export const codeRule: Rule = (value) => {
  if (value.trim() === '') return { id: 'code.empty' }
  return canonicalCode(value) === '' ? { id: 'code.shape' } : null
}

function isEmailOrItsLocalPart(password: string, email: string): boolean {
  const name = normaliseEmail(email)
  const typed = password.normalize('NFC').toLowerCase()
  return name !== '' && (typed === name || typed === localPart(name))
}

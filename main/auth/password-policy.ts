import { limits } from '../../preload/contract'
import type { WeakPasswordReason } from '../../preload/errors'
import { localPart } from '../../preload/text'
import { byteLength } from './password'

export type NewPassword = {
  password: string
  email: string
  /** `changePassword` only: the current password as typed. It is not checked against the hash. */
  current?: string
}

export type PasswordRules = {
  passwordMinCodePoints: number
  passwordMaxBytes: number
}

/**
 * Why a new password is refused, or null. Checks its length, the list of common passwords and the
 * email. There are no composition rules and no expiry (ASVS 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11;
 * NIST SP 800-63B-4). Applies when a password is set, never at log-in.
 */
export function weaknessOf(
  { password, email, current }: NewPassword,
  rules: PasswordRules,
  isCommon: (lowerCase: string) => boolean,
): WeakPasswordReason | null {
  // Checked first, as NFC cannot shorten this much text below the limit.
  if (password.length > limits.typedMaxCharacters) return 'tooLong'
  const composed = password.normalize('NFC')
  const lowerCase = composed.toLowerCase()
  if (Array.from(composed).length < rules.passwordMinCodePoints) return 'tooShort'
  if (byteLength(composed) > rules.passwordMaxBytes) return 'tooLong'
  if (isCommon(lowerCase)) return 'common'
  if (lowerCase === email || lowerCase === localPart(email)) return 'containsEmail'
  if (current !== undefined && composed === current.normalize('NFC')) return 'same'
  return null
}

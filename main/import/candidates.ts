import { limits } from '../../preload/contract'
import { normaliseEmail } from '../../preload/text'
import type { DesktopOutput } from '../../preload/desktop'
import { isUsableHash, type PasswordPolicy } from '../auth/password'
import type { ForeignAccount } from '../database/transfer/foreign-accounts'

export type ImportStatus = NonNullable<DesktopOutput<'previewImport'>>['rows'][number]['status']

/**
 * A classified row of the file. `hashedPassword` is null if the row has no hash that can be used.
 */
export type Candidate = { email: string; status: ImportStatus; hashedPassword: string | null }

/** Classifies row by row. Of two emails that differ only in case, only the first is imported. */
export function createClassifier(policy: PasswordPolicy, isTaken: (email: string) => boolean) {
  const seen = new Set<string>()
  return (row: ForeignAccount): Candidate => {
    const email = typeof row.email === 'string' ? normaliseEmail(row.email) : ''
    if (!isEmail(email)) return { email: displayable(email), status: 'badEmail', hashedPassword: null }
    if (seen.has(email) || isTaken(email)) return { email, status: 'taken', hashedPassword: null }
    seen.add(email)
    const hash = toText(row.hashedPassword)
    const hashedPassword = hash !== null && isUsableHash(policy, hash) ? hash : null
    return { email, status: hashedPassword === null ? 'noPassword' : 'ready', hashedPassword }
  }
}

/** Accepts every email that can be typed at log-in: the seed did not check the form of an email. */
function isEmail(email: string): boolean {
  return email !== '' && email.length <= limits.emailMaxCharacters && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(email)
}

/** Shortens and cleans an invalid email for the screen: a hostile row may be megabytes long. */
const displayable = (email: string) =>
  email.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').slice(0, limits.emailMaxCharacters)

/** The seed's `_hash_password` returns bytes, which its column stores unchanged. */
function toText(value: ForeignAccount['hashedPassword']): string | null {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : null
}

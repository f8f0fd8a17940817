import { limits } from '../../preload/contract'
import { normaliseEmail } from '../../preload/text'
import type { DesktopOutput } from '../../preload/desktop'
import { isUsableHash, type PasswordPolicy } from '../auth/password'
import type { ForeignAccount } from '../database/transfer/foreign-accounts'

export type ImportStatus = NonNullable<DesktopOutput<'previewImport'>>['rows'][number]['status']

/** A row of the file, judged. `hashedPassword` is null where no password can be compared with what stands there. */
export type Candidate = { email: string; status: ImportStatus; hashedPassword: string | null }

/** Judges row by row: of two emails that differ only in case the first is taken along. */
export function createClassifier(policy: PasswordPolicy, isTaken: (email: string) => boolean) {
  const seen = new Set<string>()
  return (row: ForeignAccount): Candidate => {
    const email = typeof row.email === 'string' ? normaliseEmail(row.email) : ''
    if (!isEmail(email)) return { email: shown(email), status: 'badEmail', hashedPassword: null }
    if (seen.has(email) || isTaken(email)) return { email, status: 'taken', hashedPassword: null }
    seen.add(email)
    const hash = textOf(row.hashedPassword)
    const hashedPassword = hash !== null && isUsableHash(policy, hash) ? hash : null
    return { email, status: hashedPassword === null ? 'noPassword' : 'ready', hashedPassword }
  }
}

/** Whatever a person can type to log in: the seed asked for no shape. */
function isEmail(email: string): boolean {
  return email !== '' && email.length <= limits.emailMaxCharacters && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(email)
}

/** A hostile row may be megabytes long. */
const shown = (email: string) =>
  email.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').slice(0, limits.emailMaxCharacters)

/** The seed's `_hash_password` answers bytes, and its column takes them as they are. */
function textOf(value: ForeignAccount['hashedPassword']): string | null {
  if (typeof value === 'string') return value
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : null
}

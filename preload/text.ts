/** Canonical forms of typed emails, recovery keys and codes. Page and main both use them. */

/** The canonical form of an email: NFC, trimmed, lower case. */
export function normaliseEmail(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase().normalize('NFC')
}

const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const recoveryKeyLength = 25

/** Upper case, without spaces and hyphens; O becomes 0, I and L become 1 (Crockford's base 32). */
export function canonicalRecoveryKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/**
 * The check character of a canonical key without its last character (Luhn mod 32). It detects every
 * single mistyped character and nearly every swap of neighbours.
 */
export function recoveryKeyCheckCharacter(body: string): string {
  const size = recoveryAlphabet.length
  let factor = 2
  let sum = 0
  for (const character of Array.from(body).reverse()) {
    const addend = factor * recoveryAlphabet.indexOf(character)
    sum += Math.floor(addend / size) + (addend % size)
    factor = factor === 2 ? 1 : 2
  }
  return recoveryAlphabet.charAt((size - (sum % size)) % size)
}

/** Whether a canonical key has the right length, alphabet and check character. */
export function isRecoveryKey(canonical: string): boolean {
  return (
    /^[0-9A-HJKMNP-TV-Z]{25}$/.test(canonical) && recoveryKeyCheckCharacter(canonical.slice(0, -1)) === canonical.at(-1)
  )
}

/** Splits a text into blocks of `size` characters, which are easier to read and copy. */
export function inBlocks(text: string, size: number): string[] {
  return text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
}

/** Formats a recovery key for people: five blocks of five characters. */
export const groupRecoveryKey = (canonical: string) => inBlocks(canonical, 5).join('-')

/** Formats a backup code for people: four blocks of four characters. */
export const groupBackupCode = (canonical: string) => inBlocks(canonical, 4).join('-')

/**
 * The canonical form of an authenticator code or a backup code, without spaces and hyphens. Backup
 * codes use the alphabet of recovery keys. Empty if the text is neither.
 */
export function canonicalCode(typed: string): string {
  const code = canonicalRecoveryKey(typed)
  return isAuthenticatorCode(code) || isBackupCode(code) ? code : ''
}

/** Six digits (RFC 6238). */
export function isAuthenticatorCode(canonical: string): boolean {
  return /^[0-9]{6}$/.test(canonical)
}

/** Whether a canonical code has the form of a backup code. */
export function isBackupCode(canonical: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(canonical)
}

/**
 * The part of an email before the last @, or all of it without an @: imported emails may have none.
 */
export function localPart(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 0 ? email : email.slice(0, at)
}

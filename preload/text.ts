/** The one form of what a person types: emails, recovery keys and codes. Both sides of the border use it. */

/** The one form of an email: NFC, no outer white space, lower case. */
export function normaliseEmail(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase().normalize('NFC')
}

const recoveryAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const recoveryKeyLength = 25

/** What was meant: upper case, no spaces or hyphens, O read as 0, I and L as 1 (Crockford's base 32). */
export function canonicalRecoveryKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** The check character of a canonical body, by Luhn mod 32: finds every single typo and nearly every swap of neighbours. */
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

/** Whether a canonical key has the right length, alphabet and check character. Says nothing about whose it is. */
export function isRecoveryKey(canonical: string): boolean {
  return (
    /^[0-9A-HJKMNP-TV-Z]{25}$/.test(canonical) && recoveryKeyCheckCharacter(canonical.slice(0, -1)) === canonical.at(-1)
  )
}

/** A text in blocks of `size` characters, so that a person can read and copy it. */
export function inBlocks(text: string, size: number): string[] {
  return text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
}

/** A recovery key as it is shown and written down: five blocks of five. */
export const groupRecoveryKey = (canonical: string) => inBlocks(canonical, 5).join('-')

/** A backup code as it is shown and written down: four blocks of four. */
export const groupBackupCode = (canonical: string) => inBlocks(canonical, 4).join('-')

/** A code as it was meant: of an authenticator, or a backup code in the letters of a recovery key; spaces and hyphens ignored. */
export function canonicalCode(typed: string): string {
  const code = canonicalRecoveryKey(typed)
  return isAuthenticatorCode(code) || isBackupCode(code) ? code : ''
}

/** Six digits (RFC 6238). */
export function isAuthenticatorCode(canonical: string): boolean {
  return /^[0-9]{6}$/.test(canonical)
}

/** Whether a canonical code has the shape of a backup code. Says nothing about whose it is. */
export function isBackupCode(canonical: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(canonical)
}

/** What stands before the last @ of an email; all of it where there is none, as other programs may write it. */
export function localPart(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 0 ? email : email.slice(0, at)
}

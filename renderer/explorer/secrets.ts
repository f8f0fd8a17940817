/** Fields of the contract that hold secrets of an account. */
const secretFields: ReadonlySet<string> = new Set([
  'password', 'newPassword', 'currentPassword', 'formerPassword', 'passphrase', 'recoveryKey', 'resetToken', 'code', 'backupCodes', 'secret', 'issuedCode', 'invitation',
  'uri',
]) // prettier-ignore

export const mask = '••••••••'

export function isSecret(field: string): boolean {
  return secretFields.has(field)
}

/** Returns the value with every secret masked. The `code` of an error is not a secret. */
export function maskSecrets(value: unknown, field = '', parent: unknown = null): unknown {
  if (typeof value === 'string') return isSecret(field) && !isErrorCode(field, parent) ? mask : value
  if (Array.isArray(value)) return value.map((element) => maskSecrets(element, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskSecrets(inner, key, field)]))
}

function isErrorCode(field: string, parent: unknown): boolean {
  return field === 'code' && parent === 'error'
}

/** Fields that hold what opens an account, wherever they stand in the contract. */
const secretFields: ReadonlySet<string> = new Set([
  'password', 'newPassword', 'currentPassword', 'passphrase', 'recoveryKey', 'resetToken', 'code', 'backupCodes', 'secret',
  'uri',
]) // prettier-ignore

export const mask = '••••••••'

export function isSecret(field: string): boolean {
  return secretFields.has(field)
}

/** The same value with every secret in it masked; there is no way to see them here. An error's `code` is none. */
export function masked(value: unknown, field = '', parent: unknown = null): unknown {
  if (typeof value === 'string') return isSecret(field) && !isErrorCode(field, parent) ? mask : value
  if (Array.isArray(value)) return value.map((one) => masked(one, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, key, field)]))
}

function isErrorCode(field: string, parent: unknown): boolean {
  return field === 'code' && parent === 'error'
}

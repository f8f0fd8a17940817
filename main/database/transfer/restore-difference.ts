import type { SqlValue } from '../api'
import type { Connection } from '../engine/connection'

/** Emails, in order; at most `shownMax` of `count`. */
export type EmailList = { count: number; emails: string[] }

/** What a restore would change, by email. */
export type RestoreDifference = {
  added: EmailList
  removed: EmailList
  /** Accounts of both whose password would be another one: that of the backup. */
  otherPassword: EmailList
  /**
   * The secrets of the backup that a key store sealed: this computer may not be able to open them.
   */
  sealedSecrets: { email: string; totpSecret: string }[]
  /** The people whose secret no key in the backup opens: only their backup codes would work. */
  secretsWithoutKey: string[]
}

const shownMax = 100

/** Compares the accounts of a backup with those of now. Both databases have the newest schema. */
export function restoreDifference(backup: Connection, current: Connection): RestoreDifference {
  const columns = 'SELECT email, hashed_password FROM users ORDER BY email'
  const secrets = twoFactorOf(current)
  const now = new Map<string, SqlValue>()
  const keyOf = (email: SqlValue | undefined) => String(email).toLowerCase()
  current.each(columns, [], ([email, hash = null]) => void now.set(keyOf(email), hash))
  const [added, removed, otherPassword] = [emptyList(), emptyList(), emptyList()]
  const kept = new Set<string>()
  backup.each(columns, [], ([email, hash = null]) => {
    const key = keyOf(email)
    if (!now.has(key)) add(added, email)
    else if (now.get(key) !== hash) add(otherPassword, email)
    kept.add(key)
  })
  current.each(columns, [], ([email]) => {
    if (!kept.has(keyOf(email))) add(removed, email)
  })
  const sealedSecrets: RestoreDifference['sealedSecrets'] = []
  const secretsWithoutKey: string[] = []
  backup.each(
    'SELECT email, totp_secret, totp_id, password_slot FROM users ORDER BY email',
    [],
    ([email, secret = null, setUpId = null, slot]) => {
      const isNew = !now.has(keyOf(email))
      const kept = secrets.get(keyOf(email))
      const isSame = setUpId !== null && secret !== null && kept?.setUpId === setUpId
      const restored = isNew || isSame ? secret : (kept?.secret ?? null)
      if (restored === null) return
      const keyId = keyIdOf(restored)
      if (keyId !== null && keyId !== keyIdOf(slot)) secretsWithoutKey.push(String(email))
      if (keyId === null && (isNew || isSame))
        sealedSecrets.push({ email: String(email), totpSecret: String(restored) })
    },
  )
  return { added, removed, otherPassword, sealedSecrets, secretsWithoutKey }
}

/** The secrets of now, by email. `prepareRestored` keeps those of another set-up. */
function twoFactorOf(current: Connection): Map<string, { secret: SqlValue; setUpId: SqlValue }> {
  const secrets = new Map<string, { secret: SqlValue; setUpId: SqlValue }>()
  current.each(
    'SELECT email, totp_secret, totp_id FROM users WHERE totp_secret IS NOT NULL',
    [],
    ([email, secret = null, setUpId = null]) => void secrets.set(String(email).toLowerCase(), { secret, setUpId }),
  )
  return secrets
}

/** The data key that a slot or a secret names; null for a secret that a key store sealed. */
function keyIdOf(json: SqlValue | undefined): string | null {
  try {
    const { keyId } = JSON.parse(String(json)) as { keyId?: unknown }
    return typeof keyId === 'string' ? keyId : null
  } catch {
    return null
  }
}

const emptyList = (): EmailList => ({ count: 0, emails: [] })

function add(list: EmailList, email: SqlValue | undefined): void {
  list.count += 1
  if (list.emails.length < shownMax) list.emails.push(String(email))
}

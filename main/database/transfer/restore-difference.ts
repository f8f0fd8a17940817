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
   * The sealed secrets of newcomers with two-factor: this computer may not be able to open them.
   */
  newSecrets: { email: string; totpSecret: string }[]
}

const shownMax = 100

/** Compares the accounts of a backup with those of now. Both databases have the newest schema. */
export function restoreDifference(backup: Connection, current: Connection): RestoreDifference {
  const columns = 'SELECT email, hashed_password FROM users ORDER BY email'
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
  const newSecrets: RestoreDifference['newSecrets'] = []
  backup.each(
    'SELECT email, totp_secret FROM users WHERE totp_secret IS NOT NULL ORDER BY email',
    [],
    ([email, secret]) => {
      if (!now.has(keyOf(email))) newSecrets.push({ email: String(email), totpSecret: String(secret) })
    },
  )
  return { added, removed, otherPassword, newSecrets }
}

const emptyList = (): EmailList => ({ count: 0, emails: [] })

function add(list: EmailList, email: SqlValue | undefined): void {
  list.count += 1
  if (list.emails.length < shownMax) list.emails.push(String(email))
}

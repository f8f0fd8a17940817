import {
  InvalidRequestError,
  NoResultFound,
  UnknownFieldError,
  type User,
  type UserChanges,
  type UserStore,
} from '../../auth/user'
import { idleChoices } from '../../../preload/contract'
import { normaliseEmail } from '../../../preload/text'
import type { Database, SqlValue } from '../api'

/** The column of each field: the allow-list for filters and changes (ASVS 1.2.4, 15.3.3). */
const columns = {
  id: 'id',
  email: 'email',
  hashedPassword: 'hashed_password',
  sessionId: 'session_id',
  resetToken: 'reset_token',
  hashOrigin: 'hash_origin',
  displayName: 'display_name',
  createdAt: 'created_at',
  passwordChangedAt: 'password_changed_at',
  sessionStartedAt: 'session_started_at',
  sessionLastUsedAt: 'session_last_used_at',
  sessionExpiresAt: 'session_expires_at',
  sessionRemembered: 'session_remembered',
  resetTokenExpiresAt: 'reset_token_expires_at',
  recoveryKeyHash: 'recovery_key_hash',
  recoveryKeyCreatedAt: 'recovery_key_created_at',
  recoveryKeyConfirmed: 'recovery_key_confirmed',
  lastLogInAt: 'last_log_in_at',
  failuresSinceLogIn: 'failures_since_log_in',
  shownFailures: 'shown_failures',
  shownFailuresSince: 'shown_failures_since',
  idleMinutes: 'idle_minutes',
  lockWithSystem: 'lock_with_system',
  showOnLogIn: 'show_on_log_in',
  totpSecret: 'totp_secret',
  totpLastStep: 'totp_last_step',
  role: 'role',
  state: 'state',
  ownerNotice: 'owner_notice',
  resetCodeId: 'reset_code_id',
  passwordSlot: 'password_slot',
  recoverySlot: 'recovery_slot',
  keptSlot: 'kept_slot',
  totpId: 'totp_id',
} as const satisfies Record<keyof User, string>

/** More names than a person could look through on the log-in screen. */
const peopleMax = 1000

const fields = Object.keys(columns) as (keyof User)[]
const selectUser = `SELECT ${Object.values(columns).join(', ')} FROM users`

/**
 * The users table: the three functions of the seed's `DB`, plus deletion, counts and conditional
 * updates.
 */
export function createUsers(database: Database): UserStore {
  const findFirst = (where: string, params: readonly SqlValue[]) => {
    const row = database.get(`${selectUser} WHERE ${where} ORDER BY id LIMIT 1`, params)
    return row && toUser(row)
  }

  /**
   * NOCASE folds ASCII only. A row that another program wrote may hold non-ASCII capitals, so this
   * compares every row with a non-ASCII email.
   */
  const findByNonAsciiEmail = (email: string) =>
    database
      .all(`${selectUser} WHERE email GLOB '*[^ -~]*' ORDER BY id`)
      .map(toUser)
      .find((user) => normaliseEmail(user.email) === email)

  function findUserBy(filters: Partial<User>): User {
    const filterFields = fieldsOf(filters, (field) => new InvalidRequestError(`No column for ${field}`))
    if (filterFields.length === 0) throw new InvalidRequestError('No filter given')
    const byEmailAlone = filterFields.length === 1 && filters.email !== undefined && /[^ -~]/.test(filters.email)
    const user =
      findFirst(conditions(filters, filterFields), presentValues(filters, filterFields)) ??
      (byEmailAlone ? findByNonAsciiEmail(filters.email ?? '') : undefined)
    if (!user) throw new NoResultFound('No row matches')
    return user
  }

  return {
    addUser: (email, hashedPassword, more = {}) =>
      database.transaction(() => {
        const id = nextId(database, 'users')
        const row = { ...more, id, email, hashedPassword }
        const rowFields = fieldsOf(row, unknownField)
        const placeholders = rowFields.map(() => '?').join(', ')
        database.run(`INSERT INTO users (${columnNames(rowFields)}) VALUES (${placeholders})`, values(row, rowFields))
        return findUserBy({ id })
      }),

    findUserBy,

    updateUser: (id, changes) =>
      database.transaction(() => {
        if (!updateWhere(database, { id }, changes)) throw new NoResultFound(`No user ${id}`)
      }),

    updateUserIf: (id, expected, changes) =>
      database.transaction(() => updateWhere(database, { ...expected, id }, changes)),

    stillHas: (id, expected) => {
      const row = { ...expected, id }
      const rowFields = fieldsOf(row, unknownField)
      const where = conditions(row, rowFields)
      return database.get(`SELECT 1 FROM users WHERE ${where}`, presentValues(row, rowFields)) !== undefined
    },

    clearResetTokens: () => {
      if (!database.get('SELECT 1 FROM users WHERE reset_token IS NOT NULL LIMIT 1')) return
      database.transaction(
        () =>
          void database.run(
            'UPDATE users SET reset_token = NULL, reset_token_expires_at = NULL, reset_code_id = NULL WHERE reset_token IS NOT NULL',
          ),
      )
    },

    removeUser: (id) => database.transaction(() => void database.run('DELETE FROM users WHERE id = ?', [id])),

    usersOnLogIn: () =>
      database
        .all(`${selectUser} WHERE show_on_log_in = 1 AND state <> 'disabled' ORDER BY email LIMIT ${peopleMax}`)
        .map(toUser),

    isLastOwner: ({ id, role, state }) =>
      role === 'owner' &&
      state === 'active' &&
      !database.get("SELECT 1 FROM users WHERE role = 'owner' AND state = 'active' AND id <> ? LIMIT 1", [id]),

    page(search, after, limit) {
      const rows = database.all(pageQuery(search), [
        after ?? '',
        limit + 1,
        ...(search === '' ? [] : [...prefixRange(normaliseEmail(search)), ...prefixRange(search)]),
      ])
      const users = rows.slice(0, limit).map(toUser)
      return { users, next: rows.length > limit ? (users.at(-1)?.email ?? null) : null }
    },

    count: () => Number(database.get('SELECT count(*) FROM users')?.[0]),
    hasUsers: () => database.get('SELECT 1 FROM users LIMIT 1') !== undefined,
  }
}

/**
 * A range instead of LIKE: it uses the indexes, and needs no escape for `%` and `_`. The emails are
 * limited before they are joined with the names, because a short prefix matches most accounts.
 */
function pageQuery(search: string): string {
  if (search === '') return `${selectUser} WHERE email > ?1 ORDER BY email LIMIT ?2`
  return `${selectUser} WHERE email > ?1 AND id IN (
    SELECT id FROM (
      SELECT id FROM users WHERE email >= max(?1 COLLATE NOCASE, ?3) AND email < ?4 AND +email > ?1 ORDER BY email LIMIT ?2
    )
    UNION ALL SELECT id FROM users WHERE display_name COLLATE NOCASE >= ?5 AND display_name COLLATE NOCASE < ?6
  ) ORDER BY email LIMIT ?2`
}

/** From the prefix to the first text after all that begin with it. */
const prefixRange = (prefix: string) => [prefix, `${prefix}\u{10ffff}`]

/**
 * The next unused id: a reused id would inherit the activity of a deleted account. Another program
 * may have left the sequence behind.
 */
export function nextId(database: Database, table: 'users' | 'events' | 'issued_codes' | 'audit'): number {
  const last = database.get('SELECT max(seq) FROM sqlite_sequence WHERE name = ?', [table])
  const highest = database.get(`SELECT max(id) FROM ${table}`)
  return Math.max(Number(last?.[0] ?? 0), Number(highest?.[0] ?? 0)) + 1
}

function updateWhere(database: Database, expected: Partial<User>, changes: UserChanges): boolean {
  const changed = fieldsOf(changes, unknownField)
  if (changed.includes('id')) throw unknownField('id')
  const expectedFields = fieldsOf(expected, unknownField)
  const where = conditions(expected, expectedFields)
  const whereValues = presentValues(expected, expectedFields)
  const set = changed.map((field) => `${columns[field]} = ?`).join(', ')
  return database.run(`UPDATE users SET ${set} WHERE ${where}`, [...values(changes, changed), ...whereValues]) === 1
}

function fieldsOf(row: object, toError: (field: string) => Error): (keyof User)[] {
  return Object.keys(row).map((key) => {
    const field = fields.find((known) => known === key)
    if (!field) throw toError(key)
    return field
  })
}

function unknownField(field: string): Error {
  return new UnknownFieldError(`${field} is not a field that can change`)
}

const columnNames = (names: readonly (keyof User)[]) => names.map((field) => columns[field]).join(', ')

// `= ?` rather than `IS ?`: SQLite uses the indexes that leave out NULL only for `=`.
const conditions = (row: Partial<User>, names: readonly (keyof User)[]) =>
  names.map((field) => (row[field] == null ? `${columns[field]} IS NULL` : `${columns[field]} = ?`)).join(' AND ')

const presentValues = (row: Partial<User>, names: readonly (keyof User)[]) =>
  values(row, names).filter((value) => value !== null)

function values(row: Partial<User>, names: readonly (keyof User)[]): SqlValue[] {
  return names.map((field) => {
    const value = row[field] ?? null
    return typeof value === 'boolean' ? Number(value) : value
  })
}

/**
 * Raw rows never leave this file. Another program may have written any type into a numeric column;
 * a non-number becomes null, or 0 for a counter.
 */
function toUser(row: readonly SqlValue[]): User {
  const at = (field: keyof User) => row[fields.indexOf(field)] ?? null
  const text = (field: keyof User) => (at(field) === null ? null : String(at(field)))
  const number = (field: keyof User) => (typeof at(field) === 'number' ? (at(field) as number) : null)
  return {
    id: number('id') ?? 0,
    email: text('email') ?? '',
    hashedPassword: text('hashedPassword') ?? '',
    sessionId: text('sessionId'),
    resetToken: text('resetToken'),
    hashOrigin: text('hashOrigin') ?? '',
    displayName: text('displayName'),
    createdAt: number('createdAt'),
    passwordChangedAt: number('passwordChangedAt'),
    sessionStartedAt: number('sessionStartedAt'),
    sessionLastUsedAt: number('sessionLastUsedAt'),
    sessionExpiresAt: number('sessionExpiresAt'),
    sessionRemembered: at('sessionRemembered') === 1,
    resetTokenExpiresAt: number('resetTokenExpiresAt'),
    recoveryKeyHash: text('recoveryKeyHash'),
    recoveryKeyCreatedAt: number('recoveryKeyCreatedAt'),
    recoveryKeyConfirmed: at('recoveryKeyConfirmed') === 1,
    lastLogInAt: number('lastLogInAt'),
    failuresSinceLogIn: number('failuresSinceLogIn') ?? 0,
    shownFailures: number('shownFailures') ?? 0,
    shownFailuresSince: number('shownFailuresSince'),
    idleMinutes: at('idleMinutes') === null ? null : (idleChoices.find((choice) => choice === at('idleMinutes')) ?? 15),
    lockWithSystem: at('lockWithSystem') === 1,
    showOnLogIn: at('showOnLogIn') === 1,
    totpSecret: text('totpSecret'),
    totpLastStep: number('totpLastStep'),
    role: at('role') === 'owner' ? 'owner' : 'member',
    state: at('state') === 'disabled' ? 'disabled' : 'active',
    ownerNotice: number('ownerNotice') ?? 0,
    resetCodeId: number('resetCodeId'),
    passwordSlot: text('passwordSlot'),
    recoverySlot: text('recoverySlot'),
    keptSlot: text('keptSlot'),
    totpId: text('totpId'),
  }
}

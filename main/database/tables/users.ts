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

/** Field by field, the column: the allow-list of what may be asked and changed (ASVS 1.2.4, 15.3.3). */
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
} as const satisfies Record<keyof User, string>

const fields = Object.keys(columns) as (keyof User)[]
const selectUser = `SELECT ${Object.values(columns).join(', ')} FROM users`

/** The users table: the seed's `DB` with its three functions, and what a deletion and a guarded change need. */
export function createUsers(database: Database): UserStore {
  const first = (where: string, params: readonly SqlValue[]) => {
    const row = database.get(`${selectUser} WHERE ${where} ORDER BY id LIMIT 1`, params)
    return row && toUser(row)
  }

  /** NOCASE folds ASCII only, so a stranger's row with capitals beyond it is found by looking at each such row. */
  const beyondAscii = (email: string) =>
    database
      .all(`${selectUser} WHERE email GLOB '*[^ -~]*' ORDER BY id`)
      .map(toUser)
      .find((user) => normaliseEmail(user.email) === email)

  function findUserBy(filters: Partial<User>): User {
    const asked = fieldsOf(filters, (field) => new InvalidRequestError(`No column for ${field}`))
    if (asked.length === 0) throw new InvalidRequestError('No filter given')
    const byEmailAlone = asked.length === 1 && filters.email !== undefined && /[^ -~]/.test(filters.email)
    const user =
      first(match(filters, asked), presentValues(filters, asked)) ??
      (byEmailAlone ? beyondAscii(filters.email ?? '') : undefined)
    if (!user) throw new NoResultFound('No row matches')
    return user
  }

  return {
    addUser: (email, hashedPassword, more = {}) =>
      database.transaction(() => {
        const id = nextId(database, 'users')
        const row = { ...more, id, email, hashedPassword }
        const given = fieldsOf(row, unknownField)
        const marks = given.map(() => '?').join(', ')
        database.run(`INSERT INTO users (${names(given)}) VALUES (${marks})`, values(row, given))
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
      const asked = fieldsOf(row, unknownField)
      return database.get(`SELECT 1 FROM users WHERE ${match(row, asked)}`, presentValues(row, asked)) !== undefined
    },

    removeUser: (id) => database.transaction(() => void database.run('DELETE FROM users WHERE id = ?', [id])),

    usersOnLogIn: () => database.all(`${selectUser} WHERE show_on_log_in = 1 ORDER BY email`).map(toUser),

    count: () => Number(database.get('SELECT count(*) FROM users')?.[0]),
    hasUsers: () => database.get('SELECT 1 FROM users LIMIT 1') !== undefined,
  }
}

/** The next id that was never given: an id that came back would inherit a dead account's activity. */
export function nextId(database: Database, table: 'users' | 'events'): number {
  const given = database.get('SELECT seq FROM sqlite_sequence WHERE name = ?', [table])
  return Number(given?.[0] ?? 0) + 1
}

function updateWhere(database: Database, expected: Partial<User>, changes: UserChanges): boolean {
  const changed = fieldsOf(changes, unknownField)
  if (changed.includes('id')) throw unknownField('id')
  const asked = fieldsOf(expected, unknownField)
  const where = match(expected, asked)
  const known = presentValues(expected, asked)
  const set = changed.map((field) => `${columns[field]} = ?`).join(', ')
  return database.run(`UPDATE users SET ${set} WHERE ${where}`, [...values(changes, changed), ...known]) === 1
}

function fieldsOf(given: object, refusal: (field: string) => Error): (keyof User)[] {
  return Object.keys(given).map((key) => {
    const field = fields.find((known) => known === key)
    if (!field) throw refusal(key)
    return field
  })
}

function unknownField(field: string): Error {
  return new UnknownFieldError(`${field} is not a field that can change`)
}

const names = (given: readonly (keyof User)[]) => given.map((field) => columns[field]).join(', ')

// `= ?` rather than `IS ?`: only that lets SQLite use the indexes that leave NULL out.
const match = (given: Partial<User>, asked: readonly (keyof User)[]) =>
  asked.map((field) => (given[field] == null ? `${columns[field]} IS NULL` : `${columns[field]} = ?`)).join(' AND ')

const presentValues = (given: Partial<User>, asked: readonly (keyof User)[]) =>
  values(given, asked).filter((value) => value !== null)

function values(given: Partial<User>, asked: readonly (keyof User)[]): SqlValue[] {
  return asked.map((field) => {
    const value = given[field] ?? null
    return typeof value === 'boolean' ? Number(value) : value
  })
}

/** Rows never leave this file. Numbers written by other programs may be anything; what is not a number is no time. */
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
  }
}

import type { IdleMinutes } from '../../preload/contract'

/** One account, as the rules see it. The first five fields are the seed's own. Times in milliseconds, UTC. */
export type User = {
  id: number
  email: string
  hashedPassword: string
  /** SHA-256 of the session id, null when nobody is logged in. */
  sessionId: string | null
  /** SHA-256 of the reset token. */
  resetToken: string | null
  /** Whose hash it is (`originOf` in password.ts): a stranger's was made by other rules (longer than 72 bytes, not NFC). */
  hashOrigin: string
  displayName: string | null
  createdAt: number | null
  passwordChangedAt: number | null
  sessionStartedAt: number | null
  sessionLastUsedAt: number | null
  sessionExpiresAt: number | null
  sessionRemembered: boolean
  resetTokenExpiresAt: number | null
  recoveryKeyHash: string | null
  recoveryKeyCreatedAt: number | null
  recoveryKeyConfirmed: boolean
  lastLogInAt: number | null
  /** Wrong log-ins since the last good one, and what the last good one found, to be shown. */
  failuresSinceLogIn: number
  shownFailures: number
  shownFailuresSince: number | null
  /** Log-out after so many minutes without a key or pointer; null for never. */
  idleMinutes: IdleMinutes
  lockWithSystem: boolean
  showOnLogIn: boolean
  /** The secret of the authenticator, sealed by the system's key store (secrets/totp-secrets.ts); null while two-factor is off. */
  totpSecret: string | null
  /** The last time step whose code was used: it and those before it are refused. */
  totpLastStep: number | null
}

export type UserChanges = Partial<Omit<User, 'id'>>

/** No row matches (the seed's SQLAlchemy error of that name). */
export class NoResultFound extends Error {
  override readonly name = 'NoResultFound'
}

/** A filter that is no column, or no filter at all (the seed's SQLAlchemy error of that name). */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError'
}

/** A change to a field that is none, or to the id (the seed's ValueError). */
export class UnknownFieldError extends Error {
  override readonly name = 'UnknownFieldError'
}

/** What the rules need of the users table: the seed's three functions and two more. */
export type UserStore = {
  /** Adds an account; the email must be free. */
  addUser(email: string, hashedPassword: string, more?: UserChanges): User
  /** The first match. Throws NoResultFound or InvalidRequestError. */
  findUserBy(filters: Partial<User>): User
  /** Throws NoResultFound for an unknown id, UnknownFieldError for a field that cannot change. */
  updateUser(id: number, changes: UserChanges): void
  /** Changes the account only while it still is as `expected` says; answers whether it was. */
  updateUserIf(id: number, expected: Partial<User>, changes: UserChanges): boolean
  /** Whether the account still is as `expected` says. */
  stillHas(id: number, expected: Partial<User>): boolean
  removeUser(id: number): void
  hasUsers(): boolean
  /** How many accounts there are. */
  count(): number
  /** Those who want to be named on the log-in screen, by name. */
  usersOnLogIn(): User[]
}

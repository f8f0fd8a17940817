import type { AccountState, IdleMinutes, Role } from '../../preload/contract'

/** An account. The first five fields are the seed's. Times are in milliseconds, UTC. */
export type User = {
  id: number
  email: string
  hashedPassword: string
  /** SHA-256 of the session id; null without a session. */
  sessionId: string | null
  /** SHA-256 of the reset token. */
  resetToken: string | null
  /**
   * The SHA-256 of a hash that we made (`originOf` in password.ts). If it is not that of
   * `hashedPassword`, the hash comes from another program and follows other rules: its password may
   * exceed 72 bytes or not be NFC.
   */
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
  /** Failed log-ins since the last successful one. */
  failuresSinceLogIn: number
  /** Failed log-ins that the last successful one found, for display, and since when they count. */
  shownFailures: number
  shownFailuresSince: number | null
  /** Minutes without keyboard or pointer input until log-out; null for never. */
  idleMinutes: IdleMinutes
  lockWithSystem: boolean
  showOnLogIn: boolean
  /**
   * The authenticator's secret, encrypted under the data key (keys/totp-secret.ts), or sealed by
   * the system's key store by an older version; null while two-factor is off.
   */
  totpSecret: string | null
  /** A random name of this set-up of two-factor. */
  totpId: string | null
  /** The last time step whose code was used. Codes of this step and earlier ones are refused. */
  totpLastStep: number | null
  role: Role
  /** A disabled account has no session and cannot open one. */
  state: AccountState
  /**
   * 1: the next log-in says that the person became an owner. 2: this session says it. 0: nothing to
   * say.
   */
  ownerNotice: number
  /** The issued code that the reset token was given for; null for a recovery key. */
  resetCodeId: number | null
  /** The slots of the data key (keys/slots.ts); null for an account that has none yet. */
  passwordSlot: string | null
  recoverySlot: string | null
  /** Only while the session is remembered. */
  keptSlot: string | null
}

export type UserChanges = Partial<Omit<User, 'id'>>

/** No row matches (the seed's SQLAlchemy error of that name). */
export class NoResultFound extends Error {
  override readonly name = 'NoResultFound'
}

/** An unknown or missing filter (the seed's SQLAlchemy error of that name). */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError'
}

/** A change to an unknown field or to the id (the seed's ValueError). */
export class UnknownFieldError extends Error {
  override readonly name = 'UnknownFieldError'
}

/** What the rules need of the users table: the seed's three functions, and more. */
export type UserStore = {
  /** Adds an account; the email must be free. */
  addUser(email: string, hashedPassword: string, more?: UserChanges): User
  /** The first match. Throws NoResultFound or InvalidRequestError. */
  findUserBy(filters: Partial<User>): User
  /** Throws NoResultFound for an unknown id, UnknownFieldError for a field that cannot change. */
  updateUser(id: number, changes: UserChanges): void
  /** Changes the account only if it still has the expected values; returns whether it had. */
  updateUserIf(id: number, expected: Partial<User>, changes: UserChanges): boolean
  /** Whether the account still has the expected values. */
  stillHas(id: number, expected: Partial<User>): boolean
  /** Voids every reset token. */
  clearResetTokens(): void
  removeUser(id: number): void
  hasUsers(): boolean
  /** The number of accounts. */
  count(): number
  /** The active users who opted in to the log-in screen, sorted by name. */
  usersOnLogIn(): User[]
  /** Whether this account is the only active owner. */
  isLastOwner(user: Pick<User, 'id' | 'role' | 'state'>): boolean
  /**
   * Accounts whose email or name begins with `search`, sorted by email, those after an email. ASCII
   * letters match in either case. `next` is the last email of the page, null on the last page.
   */
  page(search: string, after: string | null, limit: number): { users: User[]; next: string | null }
}

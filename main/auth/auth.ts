import { comparePassword, hashPassword, originOf, type Comparison, type PasswordPolicy } from './password'
import type { Hasher } from './hasher'
import { fingerprint, generateUuid, sameFingerprint, type Random } from './secrets'
import { NoResultFound, type User, type UserChanges, type UserStore } from './user'

export type AuthPolicy = PasswordPolicy & { sessionMs: number; resetTokenMs: number }

export type AuthDeps = {
  users: UserStore
  hasher: Hasher
  random: Random
  /** Wall time, for what a person sees and for limits that outlive the app. */
  now: () => number
  /** Wall time at start carried on by the monotonic clock, for what must not end or last by setting a clock. */
  steadyNow: () => number
  policy: AuthPolicy
}

/** The email is taken (the seed's `ValueError("User <email> already exists")`). */
export class UserAlreadyExists extends Error {
  override readonly name = 'UserAlreadyExists'
  constructor(email: string) {
    super(`User ${email} already exists`)
  }
}

/**
 * Accounts, sessions and resets, free of Electron and of SQL: what the app uses of the seed's class
 * of the same name (the rest is in seed-api.ts). It knows no policy of passwords and no pauses;
 * main/calls/ has those. What is slow (bcrypt) is awaited; what changes an account is synchronous,
 * so that a call can do it in one transaction with what it checked.
 */
export class Auth {
  readonly #deps: AuthDeps

  constructor(deps: AuthDeps) {
    this.#deps = deps
  }

  /** A new session id, or null for an unknown email; the one before it ends. Seed task 10. */
  createSession(email: string): string | null {
    const user = this.find({ email })
    if (!user) return null
    const sessionId = generateUuid(this.#deps.random)
    const now = this.#deps.now()
    this.#deps.users.updateUser(user.id, {
      sessionId: fingerprint(sessionId),
      sessionStartedAt: now,
      sessionLastUsedAt: now,
      sessionExpiresAt: now + this.#deps.policy.sessionMs,
      sessionRemembered: false,
    })
    return sessionId
  }

  /** The account whose unexpired session this is, or null, also for null. Seed task 12. */
  getUserFromSessionId(sessionId: string | null): User | null {
    if (sessionId === null) return null
    const user = this.findUserBySession(sessionId)
    return user?.sessionExpiresAt != null && this.#deps.now() < user.sessionExpiresAt ? user : null
  }

  /** Ends the session of an account; nothing for null or an unknown id. Seed task 13. */
  destroySession(userId: number | null): void {
    if (userId === null || !this.find({ id: userId })) return
    this.#deps.users.updateUser(userId, noSession)
  }

  /**
   * A token that resets the password of this email: single use, 10 minutes, the newest wins. Throws
   * NoResultFound. Seed task 16.
   */
  getResetPasswordToken(email: string): string {
    const user = this.#deps.users.findUserBy({ email })
    const token = generateUuid(this.#deps.random)
    const resetTokenExpiresAt = this.#deps.steadyNow() + this.#deps.policy.resetTokenMs
    this.#deps.users.updateUser(user.id, { resetToken: fingerprint(token), resetTokenExpiresAt })
    return token
  }

  /** One account, or null. */
  find(filters: Partial<User>): User | null {
    try {
      return this.#deps.users.findUserBy(filters)
    } catch (error) {
      if (error instanceof NoResultFound) return null
      throw error
    }
  }

  /** The account whose session this is, expired or not. */
  findUserBySession(sessionId: string): User | null {
    return this.find({ sessionId: fingerprint(sessionId) })
  }

  hashPassword(password: string): Promise<string> {
    return hashPassword(this.#deps, password)
  }

  compare(user: User | null, password: string): Promise<Comparison> {
    return comparePassword(this.#deps, user, password)
  }

  /** Adds an account with a hash made before. Throws UserAlreadyExists: somebody may have come first meanwhile. */
  createUser(email: string, hashedPassword: string, more: UserChanges = {}): User {
    if (this.find({ email })) throw new UserAlreadyExists(email)
    const now = this.#deps.now()
    return this.#deps.users.addUser(email, hashedPassword, {
      hashOrigin: originOf(hashedPassword),
      createdAt: now,
      passwordChangedAt: now,
      ...more,
    })
  }

  /** The same session under a new id, its limits unchanged. */
  rotateSessionId(userId: number): string {
    const sessionId = generateUuid(this.#deps.random)
    this.#deps.users.updateUser(userId, { sessionId: fingerprint(sessionId) })
    return sessionId
  }

  /** The account that an unexpired token belongs to, or null. A token without an expiry is expired. */
  getUserFromResetToken(resetToken: string): User | null {
    const user = this.find({ resetToken: fingerprint(resetToken) })
    if (user?.resetTokenExpiresAt == null) return null
    const left = user.resetTokenExpiresAt - this.#deps.steadyNow()
    // More left than a new token has: the clock was set back before this start.
    return left > 0 && left <= this.#deps.policy.resetTokenMs ? user : null
  }

  /** Writes the new hash if token and old hash are still those that were checked; answers whether they were. */
  completeReset(user: User, resetToken: string, hashedPassword: string, more: UserChanges = {}): boolean {
    const current = this.getUserFromResetToken(resetToken)
    if (current?.id !== user.id) return false
    const expected = { resetToken: fingerprint(resetToken), hashedPassword: user.hashedPassword }
    return this.#deps.users.updateUserIf(user.id, expected, {
      ...noSession,
      ...this.newPassword(hashedPassword),
      ...more,
    })
  }

  /** What a new password changes beside the hash: it is ours now, and no reset token outlives it. */
  newPassword(hashedPassword: string): UserChanges {
    return {
      hashedPassword,
      hashOrigin: originOf(hashedPassword),
      passwordChangedAt: this.#deps.now(),
      ...noResetToken,
    }
  }

  /** Whether this is the recovery key of the account; for nobody the same work, and false. */
  verifyRecoveryKey(user: User | null, recoveryKey: string): boolean {
    const same = sameFingerprint(fingerprint(recoveryKey), user?.recoveryKeyHash ?? fingerprint(''))
    return same && user?.recoveryKeyHash != null
  }
}

export const noSession: UserChanges = {
  sessionId: null,
  sessionStartedAt: null,
  sessionLastUsedAt: null,
  sessionExpiresAt: null,
  sessionRemembered: false,
}

export const noResetToken: UserChanges = { resetToken: null, resetTokenExpiresAt: null }

import { comparePassword, hashPassword, originOf, type Comparison, type PasswordPolicy } from './password'
import type { Hasher } from './hasher'
import { fingerprint, generateUuid, sameFingerprint, type Random } from './secrets'
import { NoResultFound, type User, type UserChanges, type UserStore } from './user'

export type AuthPolicy = PasswordPolicy & { sessionMs: number; resetTokenMs: number }

export type AuthDeps = {
  users: UserStore
  hasher: Hasher
  random: Random
  /** Wall time, for times that a person sees and for limits that outlive the app. */
  now: () => number
  /** Steady time (clock.ts), for limits that setting the clock must not change. */
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
 * Accounts, sessions and resets, without Electron or SQL: the part of the seed's class of the same
 * name that the app uses (the rest is in seed-api.ts). main/calls/ adds the password policy and the
 * attempt throttle. Slow work (bcrypt) is asynchronous. Changes to an account are synchronous, so
 * that a call can check and change in one transaction. docs/decisions/0001-the-seed.md explains the
 * numbers of the seed's tasks.
 */
export class Auth {
  readonly #deps: AuthDeps

  constructor(deps: AuthDeps) {
    this.#deps = deps
  }

  /** Opens a session and ends the previous one. Null for an unknown email. Seed task 10. */
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
      keptSlot: null,
    })
    return sessionId
  }

  /** The account of an unexpired session, or null. Seed task 12. */
  getUserFromSessionId(sessionId: string | null): User | null {
    if (sessionId === null) return null
    const user = this.findUserBySession(sessionId)
    return user?.sessionExpiresAt != null && this.#deps.now() < user.sessionExpiresAt ? user : null
  }

  /** Ends the session of an account. Does nothing for null or an unknown id. Seed task 13. */
  destroySession(userId: number | null): void {
    if (userId === null || !this.find({ id: userId })) return
    this.#deps.users.updateUser(userId, noSession)
  }

  /**
   * Issues a token that resets the password of this email. It works once, for ten minutes, and
   * replaces earlier tokens. `resetCodeId`: the issued code that it was given for. Throws
   * NoResultFound. Seed task 16.
   */
  getResetPasswordToken(email: string, resetCodeId: number | null = null): string {
    const user = this.#deps.users.findUserBy({ email })
    const token = generateUuid(this.#deps.random)
    const resetTokenExpiresAt = this.#deps.steadyNow() + this.#deps.policy.resetTokenMs
    this.#deps.users.updateUser(user.id, { resetToken: fingerprint(token), resetTokenExpiresAt, resetCodeId })
    return token
  }

  /** The first matching account, or null. */
  find(filters: Partial<User>): User | null {
    try {
      return this.#deps.users.findUserBy(filters)
    } catch (error) {
      if (error instanceof NoResultFound) return null
      throw error
    }
  }

  /** The account of a session, expired or not. */
  findUserBySession(sessionId: string): User | null {
    return this.find({ sessionId: fingerprint(sessionId) })
  }

  hashPassword(password: string): Promise<string> {
    return hashPassword(this.#deps, password)
  }

  compare(user: User | null, password: string): Promise<Comparison> {
    return comparePassword(this.#deps, user, password)
  }

  /** Adds an account. Throws UserAlreadyExists: the email may have been taken during hashing. */
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

  /** Gives the session a new id; its limits stay the same. */
  rotateSessionId(userId: number): string {
    const sessionId = generateUuid(this.#deps.random)
    this.#deps.users.updateUser(userId, { sessionId: fingerprint(sessionId) })
    return sessionId
  }

  /** The account of an unexpired token, or null. A token without an expiry is expired. */
  getUserFromResetToken(resetToken: string): User | null {
    const user = this.find({ resetToken: fingerprint(resetToken) })
    if (user?.resetTokenExpiresAt == null) return null
    const leftMs = user.resetTokenExpiresAt - this.#deps.steadyNow()
    // More time left than a new token has: the clock was set back before this start.
    return leftMs > 0 && leftMs <= this.#deps.policy.resetTokenMs ? user : null
  }

  /** Writes the new hash if the token and the old hash are still the ones that were checked. */
  completeReset(user: User, resetToken: string, hashedPassword: string, more: UserChanges = {}): boolean {
    const current = this.getUserFromResetToken(resetToken)
    if (current?.id !== user.id) return false
    const expected = {
      resetToken: fingerprint(resetToken),
      hashedPassword: user.hashedPassword,
      state: 'active',
    } as const
    return this.#deps.users.updateUserIf(user.id, expected, {
      ...noSession,
      ...this.newPassword(hashedPassword),
      ...more,
    })
  }

  /** The changes of a new password. It also marks the hash as ours and voids the reset token. */
  newPassword(hashedPassword: string): UserChanges {
    return {
      hashedPassword,
      hashOrigin: originOf(hashedPassword),
      passwordChangedAt: this.#deps.now(),
      ...noResetToken,
    }
  }

  /** Whether this is the account's recovery key. Does the same work without an account. */
  verifyRecoveryKey(user: User | null, recoveryKey: string): boolean {
    const matches = sameFingerprint(fingerprint(recoveryKey), user?.recoveryKeyHash ?? fingerprint(''))
    return matches && user?.recoveryKeyHash != null
  }
}

export const noSession: UserChanges = {
  sessionId: null,
  sessionStartedAt: null,
  sessionLastUsedAt: null,
  sessionExpiresAt: null,
  sessionRemembered: false,
  keptSlot: null,
}

export const noResetToken: UserChanges = { resetToken: null, resetTokenExpiresAt: null, resetCodeId: null }

/**
 * Functions of the seed that the app does not use, for tests of the seed's exercises. They hash and
 * write in one function. A call does this in two steps, so that it checks and writes in one
 * transaction.
 */
import { UserAlreadyExists, type Auth } from './auth'
import { NoResultFound, type User } from './user'

/** The seed's ValueError for an email that no account has. */
export class UnknownEmail extends Error {
  override readonly name = 'UnknownEmail'
}

/** The seed's ValueError for a reset token that is unknown, used, expired or replaced. */
export class InvalidResetToken extends Error {
  override readonly name = 'InvalidResetToken'
}

/** Adds an account. Throws UserAlreadyExists. Seed task 5. */
export async function registerUser(auth: Auth, email: string, password: string): Promise<User> {
  if (auth.find({ email })) throw new UserAlreadyExists(email)
  return auth.createUser(email, await auth.hashPassword(password))
}

/** Runs exactly one comparison; never throws for a malformed hash. Seed task 8. */
export async function validLogin(auth: Auth, email: string, password: string): Promise<boolean> {
  return (await auth.compare(auth.find({ email }), password)).matches
}

/** Issues a reset token. Throws UnknownEmail. Seed task 16. */
export function getResetPasswordToken(auth: Auth, email: string): string {
  try {
    return auth.getResetPasswordToken(email)
  } catch (error) {
    if (error instanceof NoResultFound) throw new UnknownEmail(`No user ${email}`, { cause: error })
    throw error
  }
}

/**
 * Sets the password of the token's account, uses up the token and ends every session. Throws
 * InvalidResetToken. Seed task 18.
 */
export async function updatePassword(auth: Auth, resetToken: string, password: string): Promise<void> {
  const user = auth.getUserFromResetToken(resetToken)
  if (!user) throw new InvalidResetToken()
  const hash = await auth.hashPassword(password)
  if (!auth.completeReset(user, resetToken, hash)) throw new InvalidResetToken()
}

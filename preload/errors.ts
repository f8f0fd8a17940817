/** Every error of a call, and the type of its answer. */
import * as z from 'zod/mini'

const fieldError = z.enum(['required', 'malformed', 'tooLong'])
export type FieldError = z.infer<typeof fieldError>

/** Set if the secret of the authenticator does not open: only backup codes work. */
const backupCodesOnly = z.exactOptional(z.literal(true))

/**
 * The closed union of errors. They are values, never thrown, and carry data instead of messages.
 */
export const authError = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('invalidInput'), fields: z.record(z.string(), fieldError) }),
  z.strictObject({
    code: z.literal('weakPassword'),
    reason: z.enum(['tooShort', 'tooLong', 'common', 'containsEmail', 'same']),
  }),
  z.strictObject({ code: z.literal('emailTaken') }),
  z.strictObject({ code: z.literal('wrongCredentials') }),
  z.strictObject({ code: z.literal('tooManyAttempts'), retryAt: z.number() }),
  z.strictObject({ code: z.literal('notLoggedIn'), reason: z.enum(['none', 'expired', 'gone', 'disabled']) }),
  z.strictObject({ code: z.literal('locked') }),
  /** The call is for owners. */
  z.strictObject({ code: z.literal('notAllowed') }),
  /** The change would leave no active owner. */
  z.strictObject({ code: z.literal('lastOwner') }),
  z.strictObject({ code: z.literal('accountNotFound') }),
  /** An account needs an invitation. */
  z.strictObject({ code: z.literal('registrationClosed') }),
  z.strictObject({ code: z.literal('invalidInvitation') }),
  z.strictObject({ code: z.literal('tooManyInvitations') }),
  /** The password is right, but an owner has disabled the account. */
  z.strictObject({ code: z.literal('disabled') }),
  z.strictObject({ code: z.literal('invalidRecoveryKey') }),
  z.strictObject({ code: z.literal('invalidResetToken') }),
  z.strictObject({ code: z.literal('secondFactorRequired'), backupCodesOnly }),
  z.strictObject({ code: z.literal('wrongCode'), backupCodesOnly }),
  /** The password does not open what is encrypted for the person. */
  z.strictObject({ code: z.literal('sealed') }),
  z.strictObject({ code: z.literal('notSealed') }),
  /** The account has no recovery key that would open what is to be encrypted. */
  z.strictObject({ code: z.literal('recoveryKeyNeeded') }),
  z.strictObject({
    code: z.literal('storage'),
    reason: z.enum(['locked', 'corrupt', 'newer', 'foreign', 'diskFull', 'tooLarge', 'readOnly', 'io']),
  }),
  z.strictObject({ code: z.literal('forbidden') }),
  z.strictObject({ code: z.literal('unexpected'), reference: z.string() }),
])
export type AuthError = z.infer<typeof authError>
export type WeakPasswordReason = Extract<AuthError, { code: 'weakPassword' }>['reason']
export type StorageReason = Extract<AuthError, { code: 'storage' }>['reason']

export type ErrorCode = AuthError['code']
type ErrorByCode = { [C in ErrorCode]: Extract<AuthError, { code: C }> }
/** The error of a code, with its data. */
export type ErrorOf<E extends ErrorCode> = ErrorByCode[E]

/** The answer of a call: a value, or one of the errors of the call. */
export type Outcome<T, E extends ErrorCode = ErrorCode> = { ok: true; value: T } | { ok: false; error: ErrorOf<E> }

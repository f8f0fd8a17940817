/** Every way in which a call can fail, and what it answers. */
import * as z from 'zod/mini'

const fieldError = z.enum(['required', 'malformed', 'tooLong'])
export type FieldError = z.infer<typeof fieldError>

/** This computer's key store no longer opens the secret that the codes of the authenticator are made of. */
const backupCodesOnly = z.exactOptional(z.literal(true))

/** The closed union of what can go wrong. Values, never thrown; no sentences, only the data that a sentence needs. */
export const authError = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('invalidInput'), fields: z.record(z.string(), fieldError) }),
  z.strictObject({
    code: z.literal('weakPassword'),
    reason: z.enum(['tooShort', 'tooLong', 'common', 'containsEmail', 'same']),
  }),
  z.strictObject({ code: z.literal('emailTaken') }),
  z.strictObject({ code: z.literal('wrongCredentials') }),
  z.strictObject({ code: z.literal('tooManyAttempts'), retryAt: z.number() }),
  z.strictObject({ code: z.literal('notLoggedIn'), reason: z.enum(['none', 'expired', 'gone']) }),
  z.strictObject({ code: z.literal('locked') }),
  z.strictObject({ code: z.literal('invalidRecoveryKey') }),
  z.strictObject({ code: z.literal('invalidResetToken') }),
  z.strictObject({ code: z.literal('secondFactorRequired'), backupCodesOnly }),
  z.strictObject({ code: z.literal('wrongCode'), backupCodesOnly }),
  z.strictObject({ code: z.literal('noKeyStore') }),
  z.strictObject({
    code: z.literal('storage'),
    reason: z.enum(['locked', 'corrupt', 'newer', 'foreign', 'diskFull', 'readOnly', 'io']),
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

/** The answer of a call: its value, or one of the errors that it may answer. */
export type Outcome<T, E extends ErrorCode = ErrorCode> = { ok: true; value: T } | { ok: false; error: ErrorOf<E> }

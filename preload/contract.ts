/**
 * The border, seen from both sides: every call of `window.auth`, what it takes, what it answers and every way it can
 * fail. Main parses each input with these schemas before any logic; the screens use the same ones for hints only.
 */
import * as z from 'zod/mini'
import type { Call, CallShape, ErrorsOf } from './call-shape'
import type { Outcome } from './errors'
import { canonicalCode, canonicalRecoveryKey, isRecoveryKey, normaliseEmail } from './text'

// ---- limits that both sides speak of ----

export const limits = {
  /** The seed's column width. */
  emailMaxCharacters: 250,
  /** OWASP ASVS 5.0, 6.2.1. */
  passwordMinCodePoints: 8,
  /** bcrypt reads 72 bytes and ignores the rest, so longer new passwords are refused. */
  passwordMaxBytes: 72,
  /** What anybody types into a field, at most; refused before anything walks through the text. */
  typedMaxCharacters: 1024,
  displayNameMaxCharacters: 80,
  activityMax: 100,
} as const

// ---- inputs ----

// One white-listed shape per field; the first rule that fails names the field's error (main/calls/outcome.ts).
const stop = { abort: true }
const noControls = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u
const noNul = /^[^\0\p{Cs}]*$/u
const tooLongFor = (max: number) => (text: string) => Array.from(text).length <= max

const email = z
  .string()
  .check(
    z.maxLength(limits.typedMaxCharacters, stop),
    z.overwrite(normaliseEmail),
    z.minLength(1, stop),
    z.regex(noControls, stop),
    z.maxLength(limits.emailMaxCharacters, stop),
  )
/** An email that may name a new account: `local@host`, no inner white space. */
export const newEmail = email.check(z.regex(/^[^@\s]+@[^@\s]+$/u))

const password = z.string().check(z.minLength(1, stop), z.maxLength(limits.typedMaxCharacters, stop))
/** Well-formed text; how long and how guessable it may be is `weakPassword`, decided in main. */
const newPassword = z.string().check(z.minLength(1, stop), z.regex(noNul))

const recoveryKey = z.string().check(
  z.minLength(1, stop),
  z.overwrite((typed) => (typed.length > limits.typedMaxCharacters ? '' : canonicalRecoveryKey(typed))),
  z.refine(isRecoveryKey),
)

// Directional marks could make a name read as somebody else's; joiners stay, emoji need them.
const displayName = z.string().check(
  z.maxLength(limits.typedMaxCharacters, stop),
  z.overwrite((typed) => typed.normalize('NFC').trim()),
  z.minLength(1, stop),
  z.regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, stop),
  z.refine(tooLongFor(limits.displayNameMaxCharacters), { params: { field: 'tooLong' } }),
)

const resetToken = z.string().check(z.minLength(1, stop), z.maxLength(limits.typedMaxCharacters, stop))
const code = z.string().check(
  z.minLength(1, stop),
  z.overwrite((typed) => (typed.length > limits.typedMaxCharacters ? '' : canonicalCode(typed))),
  z.refine((canonical) => canonical !== ''),
)
const nothing = z.undefined()

// ---- answers ----

/** Milliseconds since the epoch, UTC. */
export type Time = number
const time = z.number()

export const session = z.strictObject({ startedAt: time, lastUsedAt: time, expiresAt: time, remembered: z.boolean() })
export type Session = z.infer<typeof session>

/** The minutes without activity after which a session may end, to choose from. */
export const idleChoices = [1, 5, 15, 30, 60, 240] as const
const idleMinutes = z.nullable(z.literal(idleChoices))

export const preferences = z.strictObject({
  idleMinutes,
  lockWithSystem: z.boolean(),
  showOnLogIn: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

export type IdleMinutes = Preferences['idleMinutes']

export const profile = z.strictObject({
  email: z.string(),
  displayName: z.string(),
  createdAt: z.nullable(time),
  passwordChangedAt: z.nullable(time),
  recoveryKey: z.strictObject({ createdAt: z.nullable(time), confirmed: z.boolean() }),
  failedAttempts: z.strictObject({ count: z.number(), since: z.nullable(time) }),
  session,
  preferences,
  twoFactor: z.boolean(),
  /** How many are not used yet; only while two-factor is on. */
  backupCodesLeft: z.exactOptional(z.number()),
})
export type Profile = z.infer<typeof profile>

export const activityEvents = [
  'registered', 'loggedIn', 'loggedOut', 'sessionExpired', 'passwordChanged', 'passwordReset', 'resetRequested', 'recoveryKeyRenewed',
  'recoveryKeyConfirmed', 'profileChanged', 'locked', 'unlocked', 'imported', 'restored', 'twoFactorOn', 'twoFactorOff', 'backupCodesRenewed',
] as const // prettier-ignore
export type ActivityEvent = (typeof activityEvents)[number]

const activityEntry = z.strictObject({
  id: z.number(),
  at: time,
  event: z.enum(activityEvents),
  outcome: z.enum(['done', 'refused']),
})
export type ActivityEntry = z.infer<typeof activityEntry>

// ---- the table of calls ----

const message = <const M extends string>(text: M) => z.strictObject({ message: z.literal(text) })
const proven = z.strictObject({ password })
const provenTwice = z.strictObject({ password, code })
const backupCodes = z.strictObject({ backupCodes: z.array(z.string()) })

const anybody = { needs: 'nobody' } as const
const withSession = { needs: 'session' } as const
const evenLocked = { needs: 'session', whileLocked: true } as const

/**
 * Every call of `window.auth`: one line on what it does, its input, its answer, who may make it, and the errors of its
 * own. A new call begins here.
 */
export const authCalls = {
  welcome: {
    summary: 'Greets, and says whether anybody has an account and whether a session can be kept.',
    input: nothing,
    output: z.strictObject({ message: z.literal('Bienvenue'), hasAccounts: z.boolean(), canRemember: z.boolean() }),
    access: anybody,
    errors: [],
  },
  register: {
    summary: 'Creates an account and answers its recovery key, this once. Opens no session.',
    input: z.strictObject({ email: newEmail, password: newPassword }),
    output: z.strictObject({ email: z.string(), message: z.literal('user created'), recoveryKey: z.string() }),
    access: anybody,
    errors: ['weakPassword', 'emailTaken', 'tooManyAttempts'],
  },
  logIn: {
    summary: 'Compares the password and opens a new session for this window, ending the one it held.',
    input: z.strictObject({ email, password, remember: z.exactOptional(z.boolean()), code: z.exactOptional(code) }),
    output: z.strictObject({ email: z.string(), message: z.literal('logged in'), profile }),
    access: anybody,
    errors: ['wrongCredentials', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode', 'notLoggedIn'],
  },
  logOut: {
    summary: 'Ends the session of this window.',
    input: nothing,
    output: message('Bienvenue'),
    access: evenLocked,
    errors: [],
  },
  profile: {
    summary: 'Who is logged in, and what there is to know about the session.',
    input: nothing,
    output: profile,
    access: withSession,
    errors: [],
  },
  restoreSession: {
    summary: 'The session this window holds, else the saved one, else null.',
    input: nothing,
    output: z.nullable(profile),
    access: anybody,
    errors: ['notLoggedIn'],
  },
  requestReset: {
    summary: 'Exchanges a recovery key for a reset token: single use, 10 minutes, the newest wins.',
    input: z.strictObject({ email, recoveryKey }),
    output: z.strictObject({ email: z.string(), resetToken: z.string(), expiresAt: time }),
    access: anybody,
    errors: ['invalidRecoveryKey', 'tooManyAttempts'],
  },
  resetPassword: {
    summary: 'Sets a new password with a reset token, ends every session, answers a new recovery key. Logs nobody in.',
    input: z.strictObject({ email, resetToken, newPassword, code: z.exactOptional(code) }),
    output: z.strictObject({ email: z.string(), message: z.literal('Password updated'), recoveryKey: z.string() }),
    access: anybody,
    errors: ['weakPassword', 'invalidResetToken', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode'],
  },
  changePassword: {
    summary: 'Sets a new password after the current one is given; other sessions end, this one goes on.',
    input: z.strictObject({ currentPassword: password, newPassword }),
    output: message('Password updated'),
    access: withSession,
    errors: ['weakPassword', 'wrongCredentials', 'tooManyAttempts'],
  },
  renewRecoveryKey: {
    summary: 'Replaces the recovery key; the old one and any reset token stop working.',
    input: proven,
    output: z.strictObject({ recoveryKey: z.string() }),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts'],
  },
  confirmRecoveryKey: {
    summary: 'Remembers that the recovery key was saved.',
    input: nothing,
    output: z.strictObject({ recoveryKeyConfirmed: z.literal(true) }),
    access: withSession,
    errors: ['invalidRecoveryKey'],
  },
  updatePreferences: {
    summary: 'Changes the display name and the preferences that are given; the others stay.',
    input: z.strictObject({
      displayName: z.exactOptional(displayName),
      preferences: z.exactOptional(
        z.strictObject({
          idleMinutes: z.exactOptional(idleMinutes),
          lockWithSystem: z.exactOptional(z.boolean()),
          showOnLogIn: z.exactOptional(z.boolean()),
        }),
      ),
    }),
    output: profile,
    access: withSession,
    errors: [],
  },
  lock: {
    summary: 'Locks the session: until it is unlocked, every call of window.auth but unlock and logOut answers locked.',
    input: nothing,
    output: message('locked'),
    access: withSession,
    errors: [],
  },
  unlock: {
    summary: 'Opens the lock with the password of the session.',
    input: proven,
    output: profile,
    access: evenLocked,
    errors: ['wrongCredentials', 'tooManyAttempts', 'locked'],
  },
  stopRemembering: {
    summary: 'Keeps the session no longer over a restart; it ends with the app.',
    input: nothing,
    output: profile,
    access: withSession,
    errors: [],
  },
  people: {
    summary: 'Who wants to be named on the log-in screen. Needs no session.',
    input: nothing,
    output: z.array(z.strictObject({ email: z.string(), displayName: z.string() })),
    access: anybody,
    errors: [],
  },
  reportActivity: {
    summary: 'Says that a key or the pointer was used in the window; at most once a second.',
    input: nothing,
    output: z.null(),
    access: withSession,
    errors: [],
  },
  activity: {
    summary: 'What happened on the account, newest first, a page at a time.',
    input: z.strictObject({
      before: z.exactOptional(z.int().check(z.positive())),
      limit: z.exactOptional(z.int().check(z.gte(1), z.lte(limits.activityMax))),
    }),
    output: z.strictObject({ entries: z.array(activityEntry), next: z.nullable(z.number()) }),
    access: withSession,
    errors: [],
  },
  beginTwoFactor: {
    summary: 'Makes the secret for an authenticator. Nothing is on before a first code confirms it.',
    input: proven,
    output: z.strictObject({ secret: z.string(), uri: z.string() }),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'noKeyStore', 'secondFactorRequired'],
  },
  confirmTwoFactor: {
    summary: 'Turns two-factor on with the first code, ends other sessions, answers ten backup codes, this once.',
    input: z.strictObject({ code }),
    output: backupCodes,
    access: withSession,
    errors: ['wrongCode', 'tooManyAttempts', 'noKeyStore'],
  },
  turnOffTwoFactor: {
    summary: 'Turns two-factor off; the secret and the backup codes are gone.',
    input: provenTwice,
    output: message('two-factor off'),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'wrongCode', 'secondFactorRequired'],
  },
  renewBackupCodes: {
    summary: 'Answers ten new backup codes, this once; the old ones stop working.',
    input: provenTwice,
    output: backupCodes,
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'wrongCode', 'secondFactorRequired'],
  },
  deleteAccount: {
    summary: 'Removes the account, its sessions, its counters and its activity, for good.',
    input: proven,
    output: message('account deleted'),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts'],
  },
} as const satisfies Record<string, CallShape>

export type CallName = keyof typeof authCalls
export type CallInput<K extends CallName> = z.output<(typeof authCalls)[K]['input']>
export type CallOutput<K extends CallName> = z.output<(typeof authCalls)[K]['output']>

export type CallError<K extends CallName> = ErrorsOf<(typeof authCalls)[K]>
export type CallOutcome<K extends CallName> = Outcome<CallOutput<K>, CallError<K>>

export type SessionEndReason = 'idle' | 'expired' | 'gone' | 'locked' | 'restored'
export type SessionEnded = { reason: SessionEndReason }
/** When the session will end for idleness, unless a key or the pointer is used before. */
export type IdleWarning = { logOutAt: Time }

/** `window.auth`. */
export type AuthBridge = { readonly [K in CallName]: Call<CallInput<K>, CallOutput<K>, CallError<K>> } & {
  /** Main ended or locked the session by itself. Returns its own unsubscribe. */
  readonly onSessionEnded: (listener: (event: SessionEnded) => void) => () => void
  /** The session will soon end for idleness; said once each time. Returns its own unsubscribe. */
  readonly onIdleWarning: (listener: (event: IdleWarning) => void) => () => void
}

/**
 * The contract between page and main: every call of `window.auth` with its input, its answer and
 * its errors. Main parses each input with these schemas before any logic; the screens use the same
 * schemas for hints only.
 */
import * as z from 'zod/mini'
import type { Call, CallShape, ErrorsOf } from './call-shape'
import type { Outcome } from './errors'
import { canonicalCode, canonicalRecoveryKey, isRecoveryKey, normaliseEmail } from './text'

// ---- limits ----

export const limits = {
  /** The seed's column width. */
  emailMaxCharacters: 250,
  /** OWASP ASVS 5.0, 6.2.1. */
  passwordMinCodePoints: 8,
  /** bcrypt ignores everything after 72 bytes, so longer new passwords are refused. */
  passwordMaxBytes: 72,
  /** The longest input of a text field. Longer input is refused before it is processed. */
  typedMaxCharacters: 1024,
  displayNameMaxCharacters: 80,
  activityMax: 100,
  accountsMax: 200,
  openInvitationsMax: 100,
} as const

// ---- inputs ----

// One schema per field. The first rule that fails determines the field's error
// (main/calls/outcome.ts).
const stop = { abort: true }
const noControls = /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u
const noNul = /^[^\0\p{Cs}]*$/u
const hasAtMost = (max: number) => (text: string) => Array.from(text).length <= max

const email = z
  .string()
  .check(
    z.maxLength(limits.typedMaxCharacters, stop),
    z.overwrite(normaliseEmail),
    z.minLength(1, stop),
    z.regex(noControls, stop),
    z.maxLength(limits.emailMaxCharacters, stop),
  )
/** The email of a new account: `local@host`, without white space inside. */
export const newEmail = email.check(z.regex(/^[^@\s]+@[^@\s]+$/u))

const password = z.string().check(z.minLength(1, stop), z.maxLength(limits.typedMaxCharacters, stop))
/** Checks only that the text is well formed. Main checks length and strength (`weakPassword`). */
const newPassword = z.string().check(z.minLength(1, stop), z.regex(noNul))

const recoveryKey = z.string().check(
  z.minLength(1, stop),
  z.overwrite((typed) => (typed.length > limits.typedMaxCharacters ? '' : canonicalRecoveryKey(typed))),
  z.refine(isRecoveryKey),
)

// Directional marks could make a name look like another user's. Joiners are allowed: emoji need
// them.
const displayName = z.string().check(
  z.maxLength(limits.typedMaxCharacters, stop),
  z.overwrite((typed) => typed.normalize('NFC').trim()),
  z.minLength(1, stop),
  z.regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, stop),
  z.refine(hasAtMost(limits.displayNameMaxCharacters), { params: { field: 'tooLong' } }),
)

const resetToken = z.string().check(z.minLength(1, stop), z.maxLength(limits.typedMaxCharacters, stop))
const code = z.string().check(
  z.minLength(1, stop),
  z.overwrite((typed) => (typed.length > limits.typedMaxCharacters ? '' : canonicalCode(typed))),
  z.refine((canonical) => canonical !== ''),
)
const nothing = z.undefined()
const id = z.int().check(z.positive())
const pageLimit = z.int().check(z.gte(1), z.lte(limits.activityMax))

// ---- answers ----

/** Milliseconds since the epoch, UTC. */
export type Time = number
const time = z.number()

export const session = z.strictObject({ startedAt: time, lastUsedAt: time, expiresAt: time, remembered: z.boolean() })
export type Session = z.infer<typeof session>

/** The selectable idle limits, in minutes. */
export const idleChoices = [1, 5, 15, 30, 60, 240] as const
const idleMinutes = z.nullable(z.literal(idleChoices))

export const preferences = z.strictObject({
  idleMinutes,
  lockWithSystem: z.boolean(),
  showOnLogIn: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

export type IdleMinutes = Preferences['idleMinutes']

/** An owner decides about accounts. A member has one. */
export const roles = ['owner', 'member'] as const
export type Role = (typeof roles)[number]
const role = z.enum(roles)

export const accountStates = ['active', 'disabled'] as const
export type AccountState = (typeof accountStates)[number]
const accountState = z.enum(accountStates)

export const registrationModes = ['open', 'closed'] as const
export type Registration = (typeof registrationModes)[number]
const registration = z.enum(registrationModes)

/**
 * Whether what is encrypted for the person alone can be used: `sealed` if the password does not
 * open it, `noRecovery` if no recovery key would open it.
 */
export const privateDataStates = ['open', 'sealed', 'noRecovery'] as const
export type PrivateData = (typeof privateDataStates)[number]
const privateData = z.enum(privateDataStates)

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
  privateData,
  role,
  /** Became an owner since the log-in before this one; shown once. */
  newOwner: z.boolean(),
  /** The number of unused backup codes. Present only while two-factor is on. */
  backupCodesLeft: z.exactOptional(z.number()),
})
export type Profile = z.infer<typeof profile>

/** What owners see of an account; never what is private to its person. */
export const account = z.strictObject({
  id: z.number(),
  email: z.string(),
  displayName: z.string(),
  role,
  state: accountState,
  createdAt: z.nullable(time),
  lastLogInAt: z.nullable(time),
  twoFactor: z.boolean(),
})
export type Account = z.infer<typeof account>

/** A code that an owner issued and that is not used yet. */
export const issuedCode = z.strictObject({
  id: z.number(),
  purpose: z.enum(['invite', 'reset']),
  /** The account that a reset code is for; null for an invitation. */
  email: z.nullable(z.string()),
  turnsOffTwoFactor: z.boolean(),
  issuedBy: z.string(),
  issuedAt: time,
  expiresAt: time,
})
export type IssuedCode = z.infer<typeof issuedCode>

export const auditActs = [
  'accountCreated', 'accountRemoved', 'accountDisabled', 'accountEnabled', 'madeOwner', 'madeMember', 'invitationIssued',
  'resetCodeIssued', 'codeRevoked', 'invitationUsed', 'resetCodeUsed', 'registrationOpened', 'registrationClosed', 'backedUp',
  'restored', 'imported',
] as const // prettier-ignore
export type AuditAct = (typeof auditActs)[number]

/** An act of an owner, or on an account. The emails are those of that time. */
export const auditEntry = z.strictObject({
  id: z.number(),
  at: time,
  act: z.enum(auditActs),
  /** Null if Latchkey acted by itself. */
  actor: z.nullable(z.string()),
  target: z.nullable(z.string()),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const activityEvents = [
  'registered', 'loggedIn', 'loggedOut', 'sessionExpired', 'passwordChanged', 'passwordReset', 'resetRequested', 'recoveryKeyRenewed',
  'recoveryKeyConfirmed', 'profileChanged', 'locked', 'unlocked', 'imported', 'restored', 'twoFactorOn', 'twoFactorOff', 'backupCodesRenewed',
  'passwordConfirmed', 'codeAsked', 'privateDataSealed', 'privateDataOpened', 'startedAfresh',
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
const reauthentication = z.strictObject({ password })
const reauthenticationWithCode = z.strictObject({ password, code })
const reauthenticationWithFactor = { password, code: z.exactOptional(code) }
const done = z.null()
const backupCodes = z.strictObject({ backupCodes: z.array(z.string()) })

const ownerErrors = ['wrongCredentials', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode'] as const

const withoutSession = { needs: 'nobody' } as const
/** Also allowed while the session is locked: the person may have forgotten its password. */
const withoutSessionOrLocked = { needs: 'nobody', whileLocked: true } as const
const withSession = { needs: 'session' } as const
const withOwner = { needs: 'owner' } as const
const withLockedSession = { needs: 'session', whileLocked: true } as const

/**
 * Every call of `window.auth`: summary, input, answer, access, and the errors specific to it. To
 * add a call, start here.
 */
export const authCalls = {
  welcome: {
    summary:
      'Returns the greeting, whether any account exists, who may register, and whether a session can be remembered.',
    input: nothing,
    output: z.strictObject({
      message: z.literal('Bienvenue'),
      hasAccounts: z.boolean(),
      registration,
      canRemember: z.boolean(),
    }),
    access: withoutSession,
    errors: [],
  },
  register: {
    summary:
      'Creates an account and returns its recovery key, which is shown only once. The first account is an owner. Opens no session.',
    input: z.strictObject({
      email: newEmail,
      password: newPassword,
      invitation: z.exactOptional(recoveryKey),
      displayName: z.exactOptional(displayName),
      showOnLogIn: z.exactOptional(z.boolean()),
    }),
    output: z.strictObject({
      email: z.string(),
      message: z.literal('user created'),
      recoveryKey: z.string(),
      role,
    }),
    access: withoutSession,
    errors: ['weakPassword', 'emailTaken', 'tooManyAttempts', 'registrationClosed', 'invalidInvitation'],
  },
  logIn: {
    summary: 'Verifies the password and opens a new session for this window. Ends its previous session.',
    input: z.strictObject({ email, password, remember: z.exactOptional(z.boolean()), code: z.exactOptional(code) }),
    output: z.strictObject({ email: z.string(), message: z.literal('logged in'), profile }),
    access: withoutSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'disabled', 'secondFactorRequired', 'wrongCode', 'notLoggedIn'],
  },
  logOut: {
    summary: 'Ends the session of this window.',
    input: nothing,
    output: message('Bienvenue'),
    access: withLockedSession,
    errors: [],
  },
  profile: {
    summary: 'Returns the account of the session and details of the session.',
    input: nothing,
    output: profile,
    access: withSession,
    errors: [],
  },
  restoreSession: {
    summary: 'Returns the session of this window, else resumes the remembered session, else returns null.',
    input: nothing,
    output: z.nullable(profile),
    access: withoutSession,
    errors: ['notLoggedIn'],
  },
  requestReset: {
    summary:
      'Exchanges a recovery key, or a code that an owner issued for this account, for a reset token. The token works once, for 10 minutes, and replaces older ones.',
    input: z.strictObject({ email, recoveryKey }),
    output: z.strictObject({ email: z.string(), resetToken: z.string(), expiresAt: time, privateData }),
    access: withoutSessionOrLocked,
    errors: ['invalidRecoveryKey', 'tooManyAttempts'],
  },
  resetPassword: {
    summary:
      'Sets a new password with a reset token, ends every session, and returns a new recovery key. Opens no session.',
    input: z.strictObject({ email, resetToken, newPassword, code: z.exactOptional(code) }),
    output: z.strictObject({ email: z.string(), message: z.literal('Password updated'), recoveryKey: z.string() }),
    access: withoutSessionOrLocked,
    errors: ['weakPassword', 'invalidResetToken', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode'],
  },
  changePassword: {
    summary: 'Sets a new password; requires the current one. Ends other sessions; this one stays open.',
    input: z.strictObject({ currentPassword: password, newPassword }),
    output: message('Password updated'),
    access: withSession,
    errors: ['weakPassword', 'wrongCredentials', 'tooManyAttempts'],
  },
  renewRecoveryKey: {
    summary: 'Replaces the recovery key. The old key and any reset token stop working.',
    input: reauthentication,
    output: z.strictObject({ recoveryKey: z.string() }),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts'],
  },
  openSealed: {
    summary:
      'Opens sealed private data with the former password or the former recovery key, sets a new password, and returns a new recovery key. Other sessions end.',
    input: z.strictObject({
      recoveryKey: z.exactOptional(recoveryKey),
      formerPassword: z.exactOptional(password),
      newPassword,
    }),
    output: z.strictObject({ recoveryKey: z.string() }),
    access: withSession,
    errors: ['weakPassword', 'wrongCredentials', 'invalidRecoveryKey', 'tooManyAttempts', 'notSealed'],
  },
  startAfresh: {
    summary:
      'Deletes private data that is sealed, turns two-factor off, and returns a new recovery key. Other sessions end.',
    input: z.strictObject(reauthenticationWithFactor),
    output: z.strictObject({ recoveryKey: z.string() }),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'secondFactorRequired', 'wrongCode', 'notSealed'],
  },
  confirmRecoveryKey: {
    summary: 'Records that the user has saved the recovery key.',
    input: nothing,
    output: z.strictObject({ recoveryKeyConfirmed: z.literal(true) }),
    access: withSession,
    errors: ['invalidRecoveryKey'],
  },
  updatePreferences: {
    summary: 'Changes the given display name and preferences. Omitted ones stay unchanged.',
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
    summary:
      'Locks the session: until unlock, every call of window.auth answers locked, except unlock, logOut, requestReset and resetPassword.',
    input: nothing,
    output: message('locked'),
    access: withSession,
    errors: [],
  },
  unlock: {
    summary: "Unlocks the session with its user's password.",
    input: reauthentication,
    output: profile,
    access: withLockedSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'locked'],
  },
  stopRemembering: {
    summary: 'Stops remembering the session. It ends when the app quits.',
    input: nothing,
    output: profile,
    access: withSession,
    errors: [],
  },
  people: {
    summary: 'Lists the users who chose to be shown on the log-in screen. Needs no session.',
    input: nothing,
    output: z.array(z.strictObject({ email: z.string(), displayName: z.string() })),
    access: withoutSession,
    errors: [],
  },
  reportActivity: {
    summary: 'Reports that the keyboard or the pointer was used in the window, at most once a second.',
    input: nothing,
    output: z.null(),
    access: withSession,
    errors: [],
  },
  activity: {
    summary: 'Returns one page of the activity of the account, newest first.',
    input: z.strictObject({
      before: z.exactOptional(id),
      limit: z.exactOptional(pageLimit),
    }),
    output: z.strictObject({ entries: z.array(activityEntry), next: z.nullable(z.number()) }),
    access: withSession,
    errors: [],
  },
  beginTwoFactor: {
    summary: 'Creates the secret for an authenticator. Two-factor stays off until confirmTwoFactor.',
    input: reauthentication,
    output: z.strictObject({ secret: z.string(), uri: z.string() }),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'secondFactorRequired', 'sealed', 'recoveryKeyNeeded'],
  },
  confirmTwoFactor: {
    summary: 'Turns two-factor on with the first code, ends other sessions, and returns ten backup codes, only once.',
    input: z.strictObject({ code }),
    output: backupCodes,
    access: withSession,
    errors: ['wrongCode', 'tooManyAttempts'],
  },
  turnOffTwoFactor: {
    summary: 'Turns two-factor off and deletes the secret and the backup codes.',
    input: reauthenticationWithCode,
    output: message('two-factor off'),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'wrongCode', 'secondFactorRequired'],
  },
  renewBackupCodes: {
    summary: 'Returns ten new backup codes, only once. The old codes stop working.',
    input: reauthenticationWithCode,
    output: backupCodes,
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'wrongCode', 'secondFactorRequired'],
  },
  deleteAccount: {
    summary: 'Permanently deletes the account, its sessions, its attempt counters and its activity.',
    input: reauthentication,
    output: message('account deleted'),
    access: withSession,
    errors: ['wrongCredentials', 'tooManyAttempts', 'lastOwner'],
  },
  accounts: {
    summary: 'Returns one page of the accounts by email; `search` is the beginning of an email or a name.',
    input: z.strictObject({
      search: z.exactOptional(z.string().check(z.maxLength(limits.emailMaxCharacters))),
      after: z.exactOptional(z.string().check(z.maxLength(limits.typedMaxCharacters))),
      limit: z.exactOptional(z.int().check(z.gte(1), z.lte(limits.accountsMax))),
    }),
    output: z.strictObject({ accounts: z.array(account), next: z.nullable(z.string()) }),
    access: withOwner,
    errors: [],
  },
  setRole: {
    summary: 'Makes an account an owner or a member. The codes that a former owner issued stop working.',
    input: z.strictObject({ id, role, ...reauthenticationWithFactor }),
    output: done,
    access: withOwner,
    errors: [...ownerErrors, 'accountNotFound', 'lastOwner'],
  },
  setAccountState: {
    summary: 'Disables an account, which ends its sessions and resets, or enables it again.',
    input: z.strictObject({ id, state: accountState, ...reauthenticationWithFactor }),
    output: done,
    access: withOwner,
    errors: [...ownerErrors, 'accountNotFound', 'lastOwner'],
  },
  removeAccount: {
    summary: "Permanently removes another person's account. What is in the audit stays.",
    input: z.strictObject({ id, ...reauthenticationWithFactor }),
    output: done,
    access: withOwner,
    errors: [...ownerErrors, 'accountNotFound'],
  },
  issueCode: {
    summary:
      'Returns a new code, shown only once: an invitation, or a code with which one account sets a new password. It works once, for 24 hours.',
    input: z.discriminatedUnion('purpose', [
      z.strictObject({ purpose: z.literal('invite'), ...reauthenticationWithFactor }),
      z.strictObject({ purpose: z.literal('reset'), id, turnOffTwoFactor: z.boolean(), ...reauthenticationWithFactor }),
    ]),
    output: z.strictObject({ issuedCode: z.string(), expiresAt: time }),
    access: withOwner,
    errors: [...ownerErrors, 'accountNotFound', 'tooManyInvitations'],
  },
  issuedCodes: {
    summary: 'Lists the codes that owners issued and that are neither used nor expired, newest first.',
    input: nothing,
    output: z.array(issuedCode),
    access: withOwner,
    errors: [],
  },
  revokeCode: {
    summary: 'Makes an issued code stop working. Succeeds too if it was used meanwhile.',
    input: z.strictObject({ id, ...reauthenticationWithFactor }),
    output: done,
    access: withOwner,
    errors: ownerErrors,
  },
  setRegistration: {
    summary: 'Opens registration to everybody at this computer, or closes it: then an account needs an invitation.',
    input: z.strictObject({ mode: registration, ...reauthenticationWithFactor }),
    output: done,
    access: withOwner,
    errors: ownerErrors,
  },
  audit: {
    summary: 'Returns one page of what owners did and what happened to accounts, newest first.',
    input: z.strictObject({ before: z.exactOptional(id), limit: z.exactOptional(pageLimit) }),
    output: z.strictObject({ entries: z.array(auditEntry), next: z.nullable(z.number()) }),
    access: withOwner,
    errors: [],
  },
} as const satisfies Record<string, CallShape>

export type CallName = keyof typeof authCalls
export type CallInput<K extends CallName> = z.output<(typeof authCalls)[K]['input']>
export type CallOutput<K extends CallName> = z.output<(typeof authCalls)[K]['output']>

export type CallError<K extends CallName> = ErrorsOf<(typeof authCalls)[K]>
export type CallOutcome<K extends CallName> = Outcome<CallOutput<K>, CallError<K>>

export type SessionEndReason = 'idle' | 'expired' | 'gone' | 'locked' | 'restored' | 'disabled'
export type SessionEnded = { reason: SessionEndReason }
/** When the idle session will end, unless the keyboard or the pointer is used before. */
export type IdleWarning = { logOutAt: Time }

/** `window.auth`. */
export type AuthBridge = { readonly [K in CallName]: Call<CallInput<K>, CallOutput<K>, CallError<K>> } & {
  /** Main ended or locked the session. Returns a function that unsubscribes. */
  readonly onSessionEnded: (listener: (event: SessionEnded) => void) => () => void
  /**
   * The idle session will end soon. Sent once per idle period. Returns a function that
   * unsubscribes.
   */
  readonly onIdleWarning: (listener: (event: IdleWarning) => void) => () => void
}

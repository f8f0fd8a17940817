import type { AuthError, ErrorCode, ErrorOf, FieldError, StorageReason, WeakPasswordReason } from '../../preload/errors'
import type { Message, MessageKey } from './intl'

/** Where an error is shown: the same code needs different text in different forms. */
export type Place =
  | 'register'
  | 'logIn'
  | 'reset'
  | 'confirm'
  | 'delete'
  | 'unlock'
  | 'profile'
  | 'start'
  | 'backUp'
  | 'restore'
  | 'import'

/**
 * How a screen shows an error: beside fields, as wrong credentials, as a pause, or as an alert
 * block that offers a retry.
 */
export type ShownError =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, Message>> }
  | { readonly kind: 'credentials'; readonly message: Message }
  | { readonly kind: 'pause'; readonly retryAt: number }
  /** `final`: trying again cannot help. */
  | { readonly kind: 'failed'; readonly message: Message; readonly detail?: Message; readonly final?: true }

/** Errors whose text does not depend on the call: bad input, storage, its access, a bug. */
export type SharedError =
  'invalidInput' | 'storage' | 'notLoggedIn' | 'locked' | 'notAllowed' | 'forbidden' | 'unexpected'

/** A screen's text for the other errors of its calls. An error without text does not compile. */
export type ErrorWords<E extends ErrorCode> = { readonly [C in E]: (error: ErrorOf<C>) => ShownError }

export function errorText<E extends ErrorCode>(
  error: ErrorOf<E | SharedError>,
  place: Place,
  words: ErrorWords<E>,
): ShownError {
  if (isShared(error)) return sharedErrorText(error, place)
  const { code } = error as ErrorOf<E>
  // `ErrorWords` pairs each code with its error; the compiler cannot infer that for the lookup.
  const toShownError = words[code] as (error: AuthError) => ShownError
  return toShownError(error)
}

const sharedErrors: ReadonlySet<string> = new Set<SharedError>([
  'invalidInput', 'storage', 'notLoggedIn', 'locked', 'notAllowed', 'forbidden', 'unexpected',
]) // prettier-ignore
function isShared(error: AuthError): error is ErrorOf<SharedError> {
  return sharedErrors.has(error.code)
}

/** The text for an error that every call can return. A code without text does not compile. */
export function sharedErrorText(error: ErrorOf<SharedError>, place: Place): ShownError {
  switch (error.code) {
    case 'invalidInput':
      return fieldErrors(error.fields, place)
    case 'notLoggedIn':
      return { kind: 'failed', message: { id: lostSessionText[error.reason] } }
    case 'notAllowed':
      return refusal('owner.only')()
    case 'storage':
      return {
        kind: 'failed',
        message: { id: storageMessage(error.reason, place) },
        detail: code(`storage/${error.reason}`),
        ...(error.reason === 'tooLarge' && { final: true }),
      }
    case 'unexpected':
      return {
        kind: 'failed',
        message: { id: 'store.internal' },
        detail: { id: 'store.reference', values: { reference: error.reference } },
      }
    // Not expected: the store shows Lock for `locked`, and no screen can cause `forbidden`.
    case 'locked':
    case 'forbidden':
      return { kind: 'failed', message: { id: 'store.internal' }, detail: code(error.code) }
  }
}

// ---- text that several screens use ----

export const pauseError = ({ retryAt }: ErrorOf<'tooManyAttempts'>): ShownError => ({ kind: 'pause', retryAt })

export const weakPasswordError = ({ reason }: ErrorOf<'weakPassword'>): ShownError => ({
  kind: 'fields',
  fields: { newPassword: { id: weakPasswordText[reason] } },
})

/** Wrong credentials: the form marks the fields they came from. */
export const credentialsError = (id: MessageKey) => (): ShownError => ({ kind: 'credentials', message: { id } })

/** An alert block above the form, with a retry. */
export const operationError = (id: MessageKey) => (): ShownError => ({ kind: 'failed', message: { id } })

/** An alert block without a retry. */
export const refusal = (id: MessageKey) => (): ShownError => ({ kind: 'failed', message: { id }, final: true })

export const wrongCodeError = ({ backupCodesOnly }: ErrorOf<'wrongCode'>): ShownError => ({
  kind: 'fields',
  fields: { code: { id: backupCodesOnly ? 'code.wrong.backup' : 'code.wrong' } },
})

/** Not an error: the screen asks for the code next. */
export const codeRequired = (): ShownError => ({ kind: 'fields', fields: {} })

/** For calls that ask for the password again. */
export const reauthenticationErrors = {
  wrongCredentials: credentialsError('sec.pw.current.wrong'),
  tooManyAttempts: pauseError,
}

/** For calls that ask for the password again and, with two-factor on, for a code. */
export const passwordAndCodeErrors = {
  wrongCredentials: credentialsError('lock.wrong'),
  tooManyAttempts: pauseError,
  secondFactorRequired: codeRequired,
  wrongCode: wrongCodeError,
}

const lostSessionText: Record<ErrorOf<'notLoggedIn'>['reason'], MessageKey> = {
  none: 'login.note.expired',
  expired: 'login.note.expired',
  gone: 'login.note.gone',
  disabled: 'login.note.disabled',
}

/** The text for each storage error, on the Store problem screen and in alert blocks. */
export const storageText: Record<StorageReason, MessageKey> = {
  locked: 'store.locked',
  corrupt: 'store.corrupt',
  newer: 'store.newer',
  foreign: 'store.foreign',
  diskFull: 'store.full',
  tooLarge: 'store.tooLarge',
  readOnly: 'store.readonly',
  io: 'store.io',
}

/** The text for a storage error. A file that the person chose needs other text than the store. */
function storageMessage(reason: StorageReason, place: Place): MessageKey {
  // Only the store can be too large: nothing was written to the chosen file then.
  if (place === 'backUp' && reason !== 'tooLarge')
    return reason === 'diskFull' ? 'backup.full' : reason === 'readOnly' ? 'backup.readonly' : 'backup.io'
  if ((place === 'restore' || place === 'import') && reason === 'locked') return 'restore.locked'
  if (place === 'restore' && reason === 'newer') return 'restore.newer'
  return storageText[reason]
}

/**
 * Whether a call failed because the session has ended or is locked, or the person is no longer an
 * owner. The action `profile` then shows what takes the place of the page.
 */
export const leavesPage = ({ code }: AuthError) => code === 'notLoggedIn' || code === 'locked' || code === 'notAllowed'

/** Why a file that the person chose could not be written; the end of a sentence. */
export function fileReason(error: AuthError): MessageKey {
  if (error.code === 'invalidInput' && error.fields['path']) return 'reason.ownFolder'
  if (error.code !== 'storage') return 'reason.io'
  if (error.reason === 'diskFull') return 'reason.full'
  return error.reason === 'readOnly' ? 'reason.readonly' : 'reason.io'
}

const code = (text: string): Message => ({ id: 'store.code', values: { code: text } })

const weakPasswordText: Record<WeakPasswordReason, MessageKey> = {
  tooShort: 'register.pw.short',
  tooLong: 'register.pw.long',
  common: 'register.pw.common',
  containsEmail: 'register.pw.email',
  same: 'sec.pw.same',
}

function wrongPasswordText(place: Place): MessageKey {
  if (place === 'confirm') return 'sec.pw.current.wrong'
  return place === 'logIn' ? 'login.wrong' : 'lock.wrong'
}

type FieldText = { readonly field: string; readonly text: Record<FieldError, MessageKey> }

/**
 * The form field of an input, and its text. The `password` of `register` is typed into the field
 * `newPassword`.
 */
function fieldText(name: string, place: Place): FieldText | undefined {
  if (name === 'password' && place === 'register') return newPassword
  if (name === 'password' || name === 'currentPassword') return passwordField(place)
  if (name === 'email' && place !== 'register') return existingEmail
  return fields[name]
}

const newPassword: FieldText = {
  field: 'newPassword',
  text: { required: 'register.pw.empty', malformed: 'register.pw.empty', tooLong: 'register.pw.long' },
}

const existingEmail: FieldText = {
  field: 'email',
  text: { required: 'login.email.empty', malformed: 'register.email.shape', tooLong: 'register.email.long' },
}

const recoveryKey: FieldText = {
  field: 'recoveryKey',
  text: { required: 'reset.key.empty', malformed: 'reset.key.typo', tooLong: 'reset.key.typo' },
}

const fields: Readonly<Record<string, FieldText>> = {
  email: {
    field: 'email',
    text: { required: 'register.email.empty', malformed: 'register.email.shape', tooLong: 'register.email.long' },
  },
  newPassword,
  recoveryKey,
  invitation: {
    field: 'invitation',
    text: {
      required: 'register.invitation.empty',
      malformed: 'register.invitation.typo',
      tooLong: 'register.invitation.typo',
    },
  },
  file: { field: 'recoveryKey', text: { ...recoveryKey.text, malformed: 'reset.key.file' } },
  formerPassword: {
    field: 'formerPassword',
    text: { required: 'sealed.pw.empty', malformed: 'sealed.pw.wrong', tooLong: 'sealed.pw.wrong' },
  },
  code: { field: 'code', text: { required: 'code.empty', malformed: 'code.shape', tooLong: 'code.shape' } },
  passphrase: {
    field: 'passphrase',
    text: { required: 'restore.pass.empty', malformed: 'restore.pass.wrong', tooLong: 'restore.pass.wrong' },
  },
  displayName: {
    field: 'displayName',
    text: { required: 'profile.name.empty', malformed: 'profile.name.shape', tooLong: 'profile.name.long' },
  },
}

const importText: Record<FieldError, MessageKey> = {
  required: 'import.notable',
  malformed: 'import.notdb',
  tooLong: 'import.large',
}

function passwordField(place: Place): FieldText {
  const empty = place === 'confirm' ? 'sec.pw.current.empty' : 'login.pw.empty'
  const wrong = wrongPasswordText(place)
  return { field: 'password', text: { required: empty, malformed: wrong, tooLong: wrong } }
}

function fieldErrors(errors: Readonly<Record<string, FieldError>>, place: Place): ShownError {
  if (place === 'import' && errors['file']) return { kind: 'failed', message: { id: importText[errors['file']] } }
  if (place === 'import' && errors['id']) return { kind: 'failed', message: { id: 'import.gone' } }
  if (place === 'restore' && errors['file']) return { kind: 'failed', message: { id: 'restore.bad' } }
  if (place === 'restore' && errors['id']) return { kind: 'failed', message: { id: 'restore.gone' } }
  if (errors['path']) return { kind: 'failed', message: { id: 'err.ownFolder' } }
  const shown: Record<string, Message> = {}
  for (const [name, error] of Object.entries(errors)) {
    const known = fieldText(name, place)
    if (!known) return { kind: 'failed', message: { id: 'store.internal' }, detail: code('invalidInput') }
    shown[known.field] = { id: known.text[error] }
  }
  return { kind: 'fields', fields: shown }
}

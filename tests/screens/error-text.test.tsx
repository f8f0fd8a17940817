import { describe, expect, test } from 'vitest'
import en from '../../copy/en.json'
import type { ErrorOf } from '../../preload/errors'
import {
  errorText,
  operationError as asFailed,
  pauseError,
  credentialsError,
  sharedErrorText,
  weakPasswordError,
  wrongCodeError,
  type Place,
  type SharedError,
} from '../../renderer/app/error-text'
import type { MessageKey } from '../../renderer/app/intl'

const fields = (names: Record<string, MessageKey>) => ({
  kind: 'fields',
  fields: Object.fromEntries(Object.entries(names).map(([name, id]) => [name, { id }])),
})
const failed = (id: MessageKey, detail?: object) => ({ kind: 'failed', message: { id }, ...(detail && { detail }) })
const code = (code: string) => ({ id: 'store.code', values: { code } })

/** Errors that every call can return, the place where they occur, and what the user sees. */
const table: [ErrorOf<SharedError>, Place, object][] = [
  [{ code: 'notLoggedIn', reason: 'gone' }, 'start', failed('login.note.gone')],
  [{ code: 'notLoggedIn', reason: 'expired' }, 'start', failed('login.note.expired')],
  [{ code: 'storage', reason: 'locked' }, 'start', failed('store.locked', code('storage/locked'))],
  [{ code: 'storage', reason: 'corrupt' }, 'start', failed('store.corrupt', code('storage/corrupt'))],
  [{ code: 'storage', reason: 'newer' }, 'start', failed('store.newer', code('storage/newer'))],
  [{ code: 'storage', reason: 'foreign' }, 'start', failed('store.foreign', code('storage/foreign'))],
  [{ code: 'storage', reason: 'diskFull' }, 'logIn', failed('store.full', code('storage/diskFull'))],
  ...(['register', 'backUp', 'import'] as const).map((place): [ErrorOf<SharedError>, Place, object] => [
    { code: 'storage', reason: 'tooLarge' },
    place,
    { ...failed('store.tooLarge', code('storage/tooLarge')), final: true },
  ]),
  [{ code: 'storage', reason: 'readOnly' }, 'logIn', failed('store.readonly', code('storage/readOnly'))],
  [{ code: 'storage', reason: 'io' }, 'logIn', failed('store.io', code('storage/io'))],
  [{ code: 'notLoggedIn', reason: 'disabled' }, 'start', failed('login.note.disabled')],
  [{ code: 'notAllowed' }, 'backUp', { ...failed('owner.only'), final: true }],
  [{ code: 'forbidden' }, 'logIn', failed('store.internal', code('forbidden'))],
  [
    { code: 'unexpected', reference: 'b1e0c2' },
    'logIn',
    failed('store.internal', { id: 'store.reference', values: { reference: 'b1e0c2' } }),
  ],
]

describe('error text shared by all calls', () => {
  test.each(table)('%j at %s', (error, place, shown) => {
    expect(sharedErrorText(error, place)).toEqual(shown)
  })
})

const words = {
  wrongCredentials: credentialsError('login.wrong'),
  invalidResetToken: asFailed('reset.token'),
  tooManyAttempts: pauseError,
  weakPassword: weakPasswordError,
  wrongCode: wrongCodeError,
}
const ownErrors: [ErrorOf<keyof typeof words>, object][] = [
  [{ code: 'wrongCredentials' }, { kind: 'credentials', message: { id: 'login.wrong' } }],
  [{ code: 'invalidResetToken' }, failed('reset.token')],
  [
    { code: 'tooManyAttempts', retryAt: 7 },
    { kind: 'pause', retryAt: 7 },
  ],
  [{ code: 'weakPassword', reason: 'tooShort' }, fields({ newPassword: 'register.pw.short' })],
  [{ code: 'weakPassword', reason: 'tooLong' }, fields({ newPassword: 'register.pw.long' })],
  [{ code: 'weakPassword', reason: 'common' }, fields({ newPassword: 'register.pw.common' })],
  [{ code: 'weakPassword', reason: 'containsEmail' }, fields({ newPassword: 'register.pw.email' })],
  [{ code: 'weakPassword', reason: 'same' }, fields({ newPassword: 'sec.pw.same' })],
  [{ code: 'wrongCode' }, fields({ code: 'code.wrong' })],
  [{ code: 'wrongCode', backupCodesOnly: true }, fields({ code: 'code.wrong.backup' })],
]

describe('error text of a single call, in the words of its screen', () => {
  test.each(ownErrors)('%j', (error, shown) => {
    expect(errorText(error, 'logIn', words)).toEqual(shown)
  })
})

type FieldError = 'required' | 'malformed' | 'tooLong'
const inputs: [Place, string, FieldError, string, MessageKey][] = [
  ['register', 'email', 'required', 'email', 'register.email.empty'],
  ['register', 'email', 'malformed', 'email', 'register.email.shape'],
  ['register', 'email', 'tooLong', 'email', 'register.email.long'],
  ['register', 'password', 'required', 'newPassword', 'register.pw.empty'],
  ['logIn', 'email', 'required', 'email', 'login.email.empty'],
  ['logIn', 'password', 'required', 'password', 'login.pw.empty'],
  ['logIn', 'password', 'tooLong', 'password', 'login.wrong'],
  ['confirm', 'currentPassword', 'required', 'password', 'sec.pw.current.empty'],
  ['confirm', 'formerPassword', 'required', 'formerPassword', 'sealed.pw.empty'],
  ['confirm', 'formerPassword', 'tooLong', 'formerPassword', 'sealed.pw.wrong'],
  ['confirm', 'newPassword', 'required', 'newPassword', 'register.pw.empty'],
  ['delete', 'password', 'required', 'password', 'login.pw.empty'],
  ['delete', 'password', 'tooLong', 'password', 'lock.wrong'],
  ['profile', 'displayName', 'required', 'displayName', 'profile.name.empty'],
  ['profile', 'displayName', 'malformed', 'displayName', 'profile.name.shape'],
  ['profile', 'displayName', 'tooLong', 'displayName', 'profile.name.long'],
  ['register', 'invitation', 'required', 'invitation', 'register.invitation.empty'],
  ['register', 'invitation', 'malformed', 'invitation', 'register.invitation.typo'],
  ['backUp', 'password', 'tooLong', 'password', 'lock.wrong'],
  ['reset', 'recoveryKey', 'required', 'recoveryKey', 'reset.key.empty'],
  ['reset', 'recoveryKey', 'malformed', 'recoveryKey', 'reset.key.typo'],
  ['reset', 'file', 'malformed', 'recoveryKey', 'reset.key.file'],
]

describe('error text at a field', () => {
  test.each(inputs)('%s: %s %s', (place, name, error, field, key) => {
    expect(sharedErrorText({ code: 'invalidInput', fields: { [name]: error } }, place)).toEqual(
      fields({ [field]: key }),
    )
    expect(en).toHaveProperty([key])
  })

  test('reports a failure if the invalid input belongs to no field', () => {
    const shown = sharedErrorText({ code: 'invalidInput', fields: { '': 'malformed' } }, 'logIn')
    expect(shown).toEqual(failed('store.internal', code('invalidInput')))
  })
})

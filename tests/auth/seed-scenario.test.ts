import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compareSync } from 'bcryptjs'
import type { Auth } from '../../main/auth/auth'
import {
  getResetPasswordToken,
  InvalidResetToken,
  registerUser,
  UnknownEmail,
  updatePassword,
  validLogin,
} from '../../main/auth/seed-api'
import { InvalidRequestError, NoResultFound, UnknownFieldError } from '../../main/auth/user'
import { fingerprint, generateUuid } from '../../main/auth/secrets'
import { createWorld, type World } from '../support/world'

const email = 'guillaume@holberton.io'
const password = 'b4l0u'
const newPassword = 't4rt1fl3tt3'

let world: World
let auth: Auth

beforeEach(async () => {
  world = await createWorld()
  auth = world.accounts.deps.auth
})
afterEach(() => world.close())

test("runs the seed's whole scenario with the seed's own function names", async () => {
  expect((await registerUser(auth, email, password)).email).toBe(email)
  await expect(registerUser(auth, email, password)).rejects.toThrow(`User ${email} already exists`)
  expect(await validLogin(auth, email, newPassword)).toBe(false)
  expect(auth.getUserFromSessionId(null)).toBeNull()

  expect(await validLogin(auth, email, password)).toBe(true)
  const sessionId = auth.createSession(email)
  const user = auth.getUserFromSessionId(sessionId)
  expect(user?.email).toBe(email)

  auth.destroySession(user?.id ?? null)
  expect(auth.getUserFromSessionId(sessionId)).toBeNull()

  const token = getResetPasswordToken(auth, email)
  await updatePassword(auth, token, newPassword)
  expect(await validLogin(auth, email, newPassword)).toBe(true)
  expect(await validLogin(auth, email, password)).toBe(false)
  await expect(updatePassword(auth, token, password)).rejects.toThrow(InvalidResetToken)
})

test('a second session of an account ends the first', async () => {
  await registerUser(auth, email, password)
  const first = auth.createSession(email)
  const second = auth.createSession(email)
  expect(auth.getUserFromSessionId(first)).toBeNull()
  expect(auth.getUserFromSessionId(second)?.email).toBe(email)
})

test('a reset ends the session of the account', async () => {
  await registerUser(auth, email, password)
  const sessionId = auth.createSession(email)
  await updatePassword(auth, getResetPasswordToken(auth, email), newPassword)
  expect(auth.getUserFromSessionId(sessionId)).toBeNull()
})

test('an unknown email gets no session and no token', () => {
  expect(auth.createSession('unknown@email.com')).toBeNull()
  expect(() => getResetPasswordToken(auth, 'unknown@email.com')).toThrow(UnknownEmail)
})

test('destroying the session of an unknown user is a no-op', () => {
  expect(() => {
    auth.destroySession(null)
    auth.destroySession(4711)
  }).not.toThrow()
})

test('stores only fingerprints of the session id and the reset token', async () => {
  await registerUser(auth, email, password)
  const sessionId = auth.createSession(email) ?? ''
  const token = getResetPasswordToken(auth, email)
  const user = auth.find({ email })
  expect(user?.sessionId).toBe(fingerprint(sessionId))
  expect(user?.resetToken).toBe(fingerprint(token))
})

test('session ids and tokens are version 4 UUIDs', () => {
  const random = { uuid: randomUUID, bytes: randomBytes }
  expect(generateUuid(random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('hashes are bcrypt, $2b$, with the cost of the policy', async () => {
  const user = await registerUser(auth, email, password)
  expect(user.hashedPassword).toMatch(/^\$2b\$04\$/)
  expect(compareSync(password, user.hashedPassword)).toBe(true)
})

test("verifies the seed's known hash of Hello Holberton", async () => {
  const known = '$2b$12$DyuwYcoqvO5c9D9V8rmFS.IYKIuQtuaWgJwhsBZIWmJEbM/2l.Lti'
  world.accounts.deps.tables.users.addUser('vector@holberton.io', known)
  expect(await validLogin(auth, 'vector@holberton.io', 'Hello Holberton')).toBe(true)
  expect(await validLogin(auth, 'vector@holberton.io', 'Hello holberton')).toBe(false)
})

test("finds users as the seed's find_user_by does", () => {
  const { users } = world.accounts.deps.tables
  const added = users.addUser('test@test.com', 'PwdHashed')
  expect(users.findUserBy({ email: 'test@test.com' }).id).toBe(added.id)
  expect(() => users.findUserBy({ email: 'test2@test.com' })).toThrow(NoResultFound)
  expect(() => users.findUserBy({ no_email: 'test@test.com' } as never)).toThrow(InvalidRequestError)
  expect(() => users.findUserBy({})).toThrow(InvalidRequestError)
})

test("updates users as the seed's update_user does, and refuses unknown fields", () => {
  const { users } = world.accounts.deps.tables
  const { id } = users.addUser('test@test.com', 'PwdHashed')
  users.updateUser(id, { hashedPassword: 'NewPwd' })
  expect(users.findUserBy({ id }).hashedPassword).toBe('NewPwd')
  expect(() => users.updateUser(id, { metadata: 1 } as never)).toThrow(UnknownFieldError)
  expect(() => users.updateUser(id, { id: 7 } as never)).toThrow(UnknownFieldError)
  expect(() => users.updateUser(id, JSON.parse('{"__proto__": 1}') as never)).toThrow(UnknownFieldError)
  expect(() => users.updateUser(4711, { hashedPassword: 'x' })).toThrow(NoResultFound)
  expect(users.findUserBy({ id }).hashedPassword).toBe('NewPwd')
})

test('ignores the case of an email, even of an account that another program wrote', async () => {
  const { users } = world.accounts.deps.tables
  users.addUser('Bob@X.com', 'hash')
  users.addUser('ÉVA@x.com', 'hash')
  expect(auth.find({ email: 'bob@x.com' })?.email).toBe('Bob@X.com')
  expect(auth.find({ email: 'éva@x.com' })?.email).toBe('ÉVA@x.com')
  await expect(registerUser(auth, 'bob@x.com', password)).rejects.toThrow('already exists')
})

import { hashSync } from 'bcryptjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Auth } from '../../main/auth/auth'
import { originOf } from '../../main/auth/password'
import type { User, UserChanges } from '../../main/auth/user'
import { createWorld, type World } from '../support/world'

let world: World
let auth: Auth

beforeEach(async () => {
  world = await createWorld()
  auth = world.accounts.deps.auth
})
afterEach(() => world.close())

function account(hashedPassword: string, more: UserChanges = {}): User {
  return world.accounts.deps.tables.users.addUser('ana@example.com', hashedPassword, more)
}

describe('our own hash', () => {
  function createOwn(password: string): User {
    const hash = hashSync(password.normalize('NFC'), 4)
    return account(hash, { hashOrigin: originOf(hash) })
  }

  test('matches the same password in another Unicode form', async () => {
    const user = createOwn('caf\u00e9 au lait')
    expect((await auth.compare(user, 'cafe\u0301 au lait')).matches).toBe(true)
  })

  test('refuses a trailing space, another case, and more than its 72 bytes', async () => {
    const longest = 'x'.repeat(72)
    const user = createOwn(longest)
    expect((await auth.compare(user, longest)).matches).toBe(true)
    expect((await auth.compare(user, `${longest}y`)).matches).toBe(false)
    expect((await auth.compare(user, `${'x'.repeat(71)} `)).matches).toBe(false)
    expect((await auth.compare(user, longest.toUpperCase())).matches).toBe(false)
  })

  test('refuses the password repeated after a NUL, which bcrypt cannot tell apart', async () => {
    const user = createOwn('balou')
    expect((await auth.compare(user, 'balou\0balou')).matches).toBe(false)
  })
})

describe('a foreign hash', () => {
  test('accepts a password of more than 72 bytes, and is not rehashed from it', async () => {
    const long = 'correct horse battery staple '.repeat(4)
    const user = account(hashSync(long, 5))
    expect(await auth.compare(user, long)).toEqual({ matches: true, needsRehash: false })
  })

  test('is recognised when another program replaces our hash', async () => {
    const long = 'correct horse battery staple '.repeat(4)
    const user = account(hashSync('b4l0u', 4), { hashOrigin: originOf('the hash that we made') })
    world.accounts.deps.tables.users.updateUser(user.id, { hashedPassword: hashSync(long, 4) })
    expect((await auth.compare(auth.find({ id: user.id }), long)).matches).toBe(true)
  })

  test('accepts a password that is not NFC, compared with the bytes as typed', async () => {
    const decomposed = 'cafe\u0301 au lait'
    const user = account(hashSync(decomposed, 4))
    expect((await auth.compare(user, decomposed)).matches).toBe(true)
  })

  test.each(['$2a$', '$2b$', '$2y$'])('with the prefix %s verifies', async (kind) => {
    const user = account(hashSync('tarte aux fraises', 4).replace('$2b$', kind))
    expect((await auth.compare(user, 'tarte aux fraises')).matches).toBe(true)
    expect((await auth.compare(user, 'tarte aux pommes')).matches).toBe(false)
  })

  test('of another cost needs a rehash', async () => {
    expect(await auth.compare(account(hashSync('tarte aux fraises', 5)), 'tarte aux fraises')).toEqual({
      matches: true,
      needsRehash: true,
    })
  })
})

test('a malformed or excessively expensive hash costs one comparison and matches nothing', async () => {
  const valid = hashSync('b4l0u', 4)
  const hashes = [
    '',
    'SuperHashedPwd',
    'x'.repeat(60),
    valid.replace('$04$', '$31$'),
    valid.replace('$04$', '$15$'),
    `${valid}x`,
    valid.replace('$2b$', '$2x$'),
  ]
  for (const hash of hashes) {
    const before = world.work.comparisons
    const user = { ...account(hash), hashedPassword: hash }
    expect(await auth.compare(user, 'b4l0u')).toEqual({ matches: false, needsRehash: false })
    expect(world.work.comparisons - before).toBe(1)
    world.accounts.deps.tables.users.removeUser(user.id)
  }
})

test('an unknown account costs one comparison too', async () => {
  expect(await auth.compare(null, 'b4l0u')).toEqual({ matches: false, needsRehash: false })
  expect(world.work.comparisons).toBe(1)
})

import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../../main/database/engine/migrations'
import { editByHand } from '../../support/by-hand'
import { temporaryFolder } from '../../support/data-folder'
import { ana, bob, loggedIn, registered, valueOf } from '../../support/people'
import { openStoreIn } from '../../support/store'
import { createWorld, type World } from '../../support/world'

const roles = ({ store }: World) =>
  store.all('SELECT email, role, state FROM users ORDER BY id').map((row) => row.join(' '))

describe('a store without an active owner gets one at the next start', () => {
  it.each([1, 2, 3])('a store of schema %d: the account with the lowest id, who is told so once', async (version) => {
    const folder = temporaryFolder()
    const old = await openStoreIn(folder, { migrations: migrations.slice(0, version) })
    old.transaction(() => {
      for (const [index, { email, password }] of [ana, bob].entries())
        old.run('INSERT INTO users (id, email, hashed_password) VALUES (?, ?, ?)', [
          index + 5,
          email,
          hashSync(password, 4),
        ])
    })
    await old.close()
    const world = await createWorld({ folder })
    expect(roles(world)).toEqual(['ana@example.com owner active', 'bob@example.com member active'])
    expect(await loggedIn(world.auth, ana)).toMatchObject({ role: 'owner', newOwner: true })
    expect(valueOf(await world.auth.audit({})).entries).toMatchObject([
      { act: 'madeOwner', actor: null, target: ana.email },
    ])
    expect(await loggedIn(world.auth, bob)).toMatchObject({ role: 'member', newOwner: false })
    expect(await loggedIn(world.auth, ana)).toMatchObject({ role: 'owner', newOwner: false })
    await world.close()
  })

  it.each([
    [
      'deleted by hand',
      "DELETE FROM users WHERE email = 'ana@example.com'",
      ['bob@example.com owner active', 'carol@x member active'],
    ],
    [
      'demoted by hand',
      "UPDATE users SET role = 'member'",
      ['ana@example.com owner active', 'bob@example.com member active', 'carol@x member active'],
    ],
    [
      'disabled by hand',
      "UPDATE users SET state = 'disabled' WHERE email = 'ana@example.com'",
      ['ana@example.com owner disabled', 'bob@example.com owner active', 'carol@x member active'],
    ],
    [
      'disabled by hand with all others',
      "UPDATE users SET state = 'disabled', role = 'member'",
      ['ana@example.com owner active', 'bob@example.com member disabled', 'carol@x member disabled'],
    ],
  ])('an owner who was %s', async (_what, change, expected) => {
    let world = await createWorld()
    for (const person of [ana, bob, { ...bob, email: 'carol@x' }]) await registered(world.auth, person)
    await world.store.close()
    await editByHand(join(world.folder, 'accounts.db'), change)
    world = await world.kill()
    expect(roles(world)).toEqual(expected)
    world = await world.restart()
    expect(roles(world)).toEqual(expected)
    await world.close()
  })

  it('an account that another program adds is a member, in an empty store an owner', async () => {
    let world = await createWorld()
    const file = join(world.folder, 'accounts.db')
    await world.store.close()
    await editByHand(file, "INSERT INTO users (email, hashed_password) VALUES ('first@x', 'h')")
    world = await world.kill()
    await world.store.close()
    await editByHand(file, "INSERT INTO users (email, hashed_password) VALUES ('second@x', 'h')")
    world = await world.kill()
    expect(roles(world)).toEqual(['first@x owner active', 'second@x member active'])
    await world.close()
  })
})

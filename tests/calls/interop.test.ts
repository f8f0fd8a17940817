import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createWorld, type World } from '../support/world'
import { ana, loggedIn, registered, valueOf } from '../support/people'
import { python, runSeedPython, withoutPython } from '../support/python'

let world: World
beforeEach(async () => (world = await createWorld({ policy: { bcryptCost: 12 } })))
afterEach(() => world.close())

const file = () => join(world.folder, 'accounts.db')

if (!python) console.info(`skipped: ${withoutPython}`)

describe.skipIf(!python)("the seed's own Python", () => {
  test('reads our file with its model and verifies our hash', async () => {
    await registered(world.auth)
    await world.store.close()
    const found = runSeedPython(
      file(),
      ana,
      `
user = session.query(User).filter_by(email=given['email']).first()
right = bcrypt.checkpw(given['password'].encode('utf-8'), user.hashed_password.encode('utf-8'))
wrong = bcrypt.checkpw(b'b4l0u', user.hashed_password.encode('utf-8'))
print(json.dumps({'id': user.id, 'prefix': user.hashed_password[:7], 'right': right, 'wrong': wrong, 'session': user.session_id}))
`,
    )
    expect(found).toEqual({ id: 1, prefix: '$2b$12$', right: true, wrong: false, session: null })
  })

  test('adds an account while the app is closed, and its user logs in at the next start', async () => {
    await registered(world.auth)
    await world.store.close()
    const bob = { email: 'Bob@Holberton.io', password: 'b4l0u' }
    runSeedPython(
      file(),
      bob,
      `
hashed = bcrypt.hashpw(given['password'].encode('utf-8'), bcrypt.gensalt())
session.add(User(email=given['email'], hashed_password=hashed.decode('utf-8')))
session.commit()
print(json.dumps(session.query(User).count()))
`,
    )
    const again = await world.kill()
    const profile = await loggedIn(again.auth, { ...bob, email: 'bob@holberton.io' })
    expect(profile).toMatchObject({ email: 'bob@holberton.io', createdAt: null, recoveryKey: { createdAt: null } })
    expect(valueOf(await again.auth.logIn(ana)).email).toBe(ana.email)
    await again.store.close()
  })

  test('changes a password while the app is closed, and only the new one works', async () => {
    await registered(world.auth)
    await world.store.close()
    runSeedPython(
      file(),
      { email: ana.email, password: 'b4l0u' },
      `
user = session.query(User).filter_by(email=given['email']).first()
user.hashed_password = bcrypt.hashpw(given['password'].encode('utf-8'), bcrypt.gensalt()).decode('utf-8')
session.commit()
print('null')
`,
    )
    expect(existsSync(file())).toBe(true)
    const again = await world.kill()
    expect((await again.auth.logIn(ana)).ok).toBe(false)
    expect((await again.auth.logIn({ ...ana, password: 'b4l0u' })).ok).toBe(true)
    await again.store.close()
  })
})

import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHasher } from '../../main/auth/hasher'
import { groupRecoveryKey } from '../../preload/text'
import { workerFile } from '../support/build-worker'
import { ana, loggedIn, registered, valueOf } from '../support/people'
import { codeAt, turnOnTwoFactor } from '../support/two-factor'
import { createWorld, type World } from '../support/world'
import { python, runPython, withoutPython } from './python'

if (!python) console.info(`skipped: ${withoutPython}`)

const newPassword = 'nuages sur la mer'

test('docs/keys.md shows this program', () => {
  const [, shown] = /```python\n([\s\S]*?)```/.exec(readFileSync('docs/keys.md', 'utf8')) ?? []
  expect(shown).toBe(readFileSync('tests/keys/rescue.py', 'utf8'))
})

describe.skipIf(!python)('a Python program of its own', () => {
  const copies = mkdtempSync(join(tmpdir(), 'latchkey-rescue-'))
  const file = (name: string) => join(copies, `${name}.db`)
  // The app's own bcrypt and scrypt, with the scrypt parameters of the policy.
  const hasher = createHasher({ createWorker: () => new Worker(workerFile), jobLimitMs: 60_000, queueMax: 32 })
  let secret = ''
  let recoveryKey = ''
  let newRecoveryKey = ''

  // One account, and a copy of its file after each step: each scrypt takes a part of a second.
  beforeAll(async () => {
    let world = await createWorld({ hasher, policy: { bcryptCost: 4 } })
    recoveryKey = await registered(world.auth)
    await loggedIn(world.auth)
    secret = (await turnOnTwoFactor(world.auth, () => world.clock.now())).secret
    world = await closeAndCopy(world, 'twoFactorOn')
    await logInWithCode(world, ana.password)
    valueOf(await world.auth.changePassword({ currentPassword: ana.password, newPassword }))
    world = await closeAndCopy(world, 'newPassword')
    await logInWithCode(world, newPassword)
    newRecoveryKey = valueOf(await world.auth.renewRecoveryKey({ password: newPassword })).recoveryKey
    world = await closeAndCopy(world, 'newRecoveryKey')
    await world.close()
  })
  afterAll(async () => {
    await hasher.close()
    rmSync(copies, { recursive: true, force: true })
  })

  /** Closes the store properly, copies accounts.db alone, and opens the folder again. */
  async function closeAndCopy(world: World, name: string): Promise<World> {
    await world.store.close()
    copyFileSync(join(world.folder, 'accounts.db'), file(name))
    return world.kill()
  }

  /** The code of the next time step, which is still unused. */
  async function logInWithCode({ auth, clock }: World, password: string): Promise<void> {
    clock.advance(30_000)
    valueOf(await auth.logIn({ email: ana.email, password, code: codeAt(secret, clock.now()) }))
  }

  const rescue = (name: string, kind: 'password' | 'recovery-key', typed: string, email = ana.email) =>
    runPython('rescue.py', [file(name), email, kind], `${typed}\n`)
  const isTheSecret = () => ({ status: 0, printed: secret, refused: '' })
  const opensNothing = { status: 1, printed: '', refused: expect.stringMatching(/does not open/) as string }

  test('reads the secret of the authenticator with the password alone', () => {
    expect(rescue('twoFactorOn', 'password', ana.password)).toEqual(isTheSecret())
  })

  test('reads it with the recovery key alone, in any spelling', () => {
    expect(rescue('twoFactorOn', 'recovery-key', recoveryKey)).toEqual(isTheSecret())
    const typed = groupRecoveryKey(recoveryKey).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    expect(rescue('twoFactorOn', 'recovery-key', typed, 'ANA@Example.com')).toEqual(isTheSecret())
  })

  test('reads nothing with another password, another key, or the one in place of the other', () => {
    expect(rescue('twoFactorOn', 'password', `${ana.password} `)).toEqual(opensNothing)
    expect(rescue('twoFactorOn', 'recovery-key', newRecoveryKey)).toEqual(opensNothing)
    expect(rescue('twoFactorOn', 'recovery-key', ana.password)).toEqual(opensNothing)
    expect(rescue('twoFactorOn', 'password', ana.password, 'bob@example.com').refused).toBe('no such account')
  })

  test('after a change of password, reads it with the new one and the old key, not with the old one', () => {
    expect(rescue('newPassword', 'password', ana.password)).toEqual(opensNothing)
    expect(rescue('newPassword', 'password', newPassword)).toEqual(isTheSecret())
    expect(rescue('newPassword', 'recovery-key', recoveryKey)).toEqual(isTheSecret())
  })

  test('after a renewed recovery key, reads it with the new key and not with the old one', () => {
    expect(rescue('newRecoveryKey', 'recovery-key', recoveryKey)).toEqual(opensNothing)
    expect(rescue('newRecoveryKey', 'recovery-key', newRecoveryKey)).toEqual(isTheSecret())
  })
})

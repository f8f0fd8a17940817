import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from '../support/world'
import { ana, errorOf, valueOf } from '../support/people'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

const newPassword = 't4rt1fl3tt3'

test("runs the seed's scenario through the calls of the contract", async () => {
  const { auth } = world
  expect(await auth.welcome()).toEqual({
    ok: true,
    value: { message: 'Bienvenue', hasAccounts: false, registration: 'open', canRemember: false },
  })

  const registered = valueOf(await auth.register(ana))
  expect(registered).toMatchObject({ email: ana.email, message: 'user created' })
  expect(errorOf(await auth.register(ana))).toEqual({ code: 'emailTaken' })
  expect(errorOf(await auth.logIn({ ...ana, password: newPassword }))).toEqual({ code: 'wrongCredentials' })
  expect(errorOf(await auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })

  const loggedIn = valueOf(await auth.logIn(ana))
  expect(loggedIn).toMatchObject({ email: ana.email, message: 'logged in', profile: { email: ana.email } })
  expect(valueOf(await auth.profile()).email).toBe(ana.email)
  expect(valueOf(await auth.logOut())).toEqual({ message: 'Bienvenue' })
  expect(errorOf(await auth.profile()).code).toBe('notLoggedIn')
  expect(errorOf(await auth.logOut()).code).toBe('notLoggedIn')

  const { email, recoveryKey } = registered
  const { resetToken } = valueOf(await auth.requestReset({ email, recoveryKey }))
  const reset = { email, resetToken, newPassword }
  expect(valueOf(await auth.resetPassword(reset))).toMatchObject({ email, message: 'Password updated' })
  expect(errorOf(await auth.resetPassword(reset))).toEqual({ code: 'invalidResetToken' })
  expect(errorOf(await auth.logIn(ana))).toEqual({ code: 'wrongCredentials' })
  expect(valueOf(await auth.logIn({ email, password: newPassword })).email).toBe(email)
})

test('a restart keeps everything except the session', async () => {
  await world.auth.register(ana)
  await world.auth.logIn(ana)
  await world.auth.updatePreferences({ displayName: 'Ana' })
  const restarted = await world.restart()
  expect(valueOf(await restarted.auth.restoreSession())).toBeNull()
  expect(errorOf(await restarted.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect(valueOf(await restarted.auth.logIn(ana)).profile.displayName).toBe('Ana')
  await restarted.close()
})

test('acknowledged changes survive a kill', async () => {
  const { recoveryKey } = valueOf(await world.auth.register(ana))
  const restarted = await world.kill()
  expect(valueOf(await restarted.auth.welcome()).hasAccounts).toBe(true)
  expect(valueOf(await restarted.auth.logIn(ana)).email).toBe(ana.email)
  expect(valueOf(await restarted.auth.requestReset({ email: ana.email, recoveryKey })).resetToken).toBeTruthy()
  await restarted.close()
})

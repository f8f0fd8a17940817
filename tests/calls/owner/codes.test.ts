import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeKeyStore } from '../../support/key-store'
import { ana, bob, errorOf, loggedIn, madeOwner, registered, valueOf } from '../../support/people'
import { turnOnTwoFactor } from '../../support/two-factor'
import { createWorld, type World } from '../../support/world'

const carol = { email: 'carol@example.com', password: 'la lune est haute' }
const dan = { email: 'dan@example.com', password: 'nuit sans etoiles' }
const { password } = ana
const newPassword = 'un tout autre mot'
const hour = 3600_000

let world: World
/** Ana is an owner and logged in, Bob is a member; registration is closed. */
beforeEach(async () => {
  world = await createWorld({ keyStore: createFakeKeyStore() })
  for (const person of [ana, bob]) await registered(world.auth, person)
  await loggedIn(world.auth, ana)
  valueOf(await world.auth.setRegistration({ mode: 'closed', password }))
})
afterEach(() => world.close())

const idOf = async ({ email }: { email: string }) =>
  valueOf(await world.auth.accounts({ search: email })).accounts[0]?.id ?? 0
const invite = async () => valueOf(await world.auth.issueCode({ purpose: 'invite', password })).issuedCode
const issueReset = async (person: { email: string }, turnOffTwoFactor = false) =>
  valueOf(await world.auth.issueCode({ purpose: 'reset', id: await idOf(person), turnOffTwoFactor, password }))
    .issuedCode
const reset = async (email: string, recoveryKey: string) => {
  const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey }))
  return world.auth.resetPassword({ email, resetToken, newPassword })
}
const invalidInvitation = { code: 'invalidInvitation' }
const invalidKey = { code: 'invalidRecoveryKey' }

describe('while registration is closed', () => {
  it('an account needs an invitation, which works once', async () => {
    expect(valueOf(await world.auth.welcome()).registration).toBe('closed')
    expect(errorOf(await world.auth.register(carol))).toEqual({ code: 'registrationClosed' })
    const invitation = await invite()
    expect(valueOf(await world.auth.register({ ...carol, invitation: invitation.toLowerCase() })).role).toBe('member')
    expect(errorOf(await world.auth.register({ ...dan, invitation }))).toEqual(invalidInvitation)
    await loggedIn(world.auth, carol)
  })

  it('an invitation is judged before the email, so it does not tell who has an account', async () => {
    expect(errorOf(await world.auth.register({ ...bob, invitation: '0'.repeat(25) }))).toEqual(invalidInvitation)
    const invitation = await invite()
    expect(errorOf(await world.auth.register({ ...bob, invitation }))).toEqual({ code: 'emailTaken' })
    valueOf(await world.auth.register({ ...carol, invitation }))
  })

  it('only one of two registrations with one invitation succeeds', async () => {
    const invitation = await invite()
    const both = await Promise.all([carol, dan].map((person) => world.auth.register({ ...person, invitation })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))).toEqual([invalidInvitation])
  })

  it('guesses are paused for the app as a whole, also after a restart, and a right one never is', async () => {
    for (let n = 0; n < 5; n += 1)
      expect(errorOf(await world.auth.register({ email: `p${n}@x`, password, invitation: '0'.repeat(25) }))).toEqual(
        invalidInvitation,
      )
    const guess = () => world.auth.register({ ...dan, invitation: '0'.repeat(25) })
    expect(errorOf(await guess())).toMatchObject({ code: 'tooManyAttempts' })
    const invitation = await invite()
    world = await world.kill()
    expect(errorOf(await guess())).toMatchObject({ code: 'tooManyAttempts' })
    valueOf(await world.auth.register({ ...carol, invitation }))
    expect(errorOf(await guess())).toEqual(invalidInvitation)
  })

  it('an invitation ends after 24 hours, when it is revoked, and when its owner is one no longer', async () => {
    const late = await invite()
    world.clock.advance(24 * hour)
    expect(errorOf(await world.auth.register({ ...carol, invitation: late }))).toEqual(invalidInvitation)
    await loggedIn(world.auth, ana)
    const revoked = await invite()
    const [code] = valueOf(await world.auth.issuedCodes())
    expect(code).toMatchObject({
      purpose: 'invite',
      email: null,
      issuedBy: ana.email,
      expiresAt: world.clock.now() + 24 * hour,
    })
    valueOf(await world.auth.revokeCode({ id: code?.id ?? 0, password }))
    valueOf(await world.auth.revokeCode({ id: code?.id ?? 0, password }))
    expect(errorOf(await world.auth.register({ ...carol, invitation: revoked }))).toEqual(invalidInvitation)
    const orphaned = await invite()
    await madeOwner(world.auth, bob)
    valueOf(await world.auth.setRole({ id: await idOf(ana), role: 'member', password }))
    expect(errorOf(await world.auth.register({ ...carol, invitation: orphaned }))).toEqual(invalidInvitation)
  })

  it('at most 100 invitations are open', async () => {
    for (let n = 0; n < 100; n += 1) await invite()
    expect(errorOf(await world.auth.issueCode({ purpose: 'invite', password }))).toEqual({ code: 'tooManyInvitations' })
    world.clock.advance(24 * hour)
    await loggedIn(world.auth, ana)
    await invite()
  })

  it('no code is in clear text in any file or in the list', async () => {
    const code = await invite()
    expect(JSON.stringify(valueOf(await world.auth.issuedCodes()))).not.toContain(code)
    expect(JSON.stringify(world.store.all('SELECT * FROM issued_codes'))).not.toContain(code.replaceAll('-', ''))
  })
})

describe('a reset code from an owner', () => {
  it('sets a new password in place of the recovery key, once, and the owner learns none', async () => {
    const code = await issueReset(bob)
    expect((await reset(bob.email, code)).ok).toBe(true)
    expect(errorOf(await world.auth.requestReset({ email: bob.email, recoveryKey: code }))).toEqual(invalidKey)
    await loggedIn(world.auth, { ...bob, password: newPassword })
  })

  it('works for its own account only, and only the newest one', async () => {
    valueOf(await world.auth.setRegistration({ mode: 'open', password }))
    await registered(world.auth, carol)
    const older = await issueReset(bob)
    const newer = await issueReset(bob)
    for (const [email, recoveryKey] of [
      [carol.email, newer],
      [bob.email, older],
      ['nobody@x', newer],
    ] as const)
      expect(errorOf(await world.auth.requestReset({ email, recoveryKey }))).toEqual(invalidKey)
    expect((await reset(bob.email, newer)).ok).toBe(true)
  })

  it('is no invitation, and an invitation is no reset code', async () => {
    const code = await issueReset(bob)
    expect(errorOf(await world.auth.register({ ...carol, invitation: code }))).toEqual(invalidInvitation)
    const invitation = await invite()
    expect(errorOf(await world.auth.requestReset({ email: bob.email, recoveryKey: invitation }))).toEqual(invalidKey)
  })

  it('is spent when the reset commits, and of two resets with it only one succeeds', async () => {
    const recoveryKey = await issueReset(bob)
    const { email } = bob
    const first = valueOf(await world.auth.requestReset({ email, recoveryKey }))
    const second = valueOf(await world.auth.requestReset({ email, recoveryKey }))
    const resets = [first, second].map(({ resetToken }) => world.auth.resetPassword({ email, resetToken, newPassword }))
    const outcomes = await Promise.all(resets)
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true])
  })

  it.each([
    [
      'is revoked',
      async () =>
        void valueOf(
          await world.auth.revokeCode({ id: valueOf(await world.auth.issuedCodes())[0]?.id ?? 0, password }),
        ),
    ],
    [
      'ends',
      async () => {
        await Promise.resolve()
        world.clock.advance(24 * hour)
      },
    ],
  ])('that %s after the token was given resets nothing', async (_what, end) => {
    const recoveryKey = await issueReset(bob)
    world.clock.advance(24 * hour - 60_000)
    const { resetToken } = valueOf(await world.auth.requestReset({ email: bob.email, recoveryKey }))
    await loggedIn(world.auth, ana)
    await end()
    const outcome = await world.auth.resetPassword({ email: bob.email, resetToken, newPassword })
    expect(errorOf(outcome)).toEqual({ code: 'invalidResetToken' })
  })

  it('ends with a new password of the account, and is refused while it is disabled', async () => {
    const recoveryKey = await issueReset(bob)
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.changePassword({ currentPassword: bob.password, newPassword }))
    expect(errorOf(await world.auth.requestReset({ email: bob.email, recoveryKey }))).toEqual(invalidKey)
    await loggedIn(world.auth, ana)
    const id = await idOf(bob)
    valueOf(await world.auth.setAccountState({ id, state: 'disabled', password }))
    const second = await issueReset(bob)
    expect(errorOf(await world.auth.requestReset({ email: bob.email, recoveryKey: second }))).toEqual(invalidKey)
  })

  it('is not paused by guesses at the recovery key, which still are', async () => {
    const recoveryKey = await issueReset(bob)
    for (let n = 0; n < 6; n += 1) await world.auth.requestReset({ email: bob.email, recoveryKey: '0'.repeat(25) })
    expect(errorOf(await world.auth.requestReset({ email: bob.email, recoveryKey: '0'.repeat(25) }))).toMatchObject({
      code: 'tooManyAttempts',
    })
    expect((await reset(bob.email, recoveryKey)).ok).toBe(true)
  })

  it('asks for the second factor, unless the owner chose to turn two-factor off', async () => {
    await loggedIn(world.auth, bob)
    await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    await loggedIn(world.auth, ana)
    // The code does not open Bob's data, so his authenticator cannot be checked.
    const error = { code: 'secondFactorRequired', backupCodesOnly: true }
    expect(errorOf(await reset(bob.email, await issueReset(bob)))).toEqual(error)
    expect((await reset(bob.email, await issueReset(bob, true))).ok).toBe(true)
    expect(await loggedIn(world.auth, { ...bob, password: newPassword })).toMatchObject({ twoFactor: false })
    expect(world.store.all('SELECT * FROM backup_codes')).toEqual([])
  })

  it('is in the audit with its use', async () => {
    const code = await issueReset(bob)
    await reset(bob.email, code)
    const { entries } = valueOf(await world.auth.audit({ limit: 2 }))
    expect(entries).toMatchObject([
      { act: 'resetCodeUsed', actor: bob.email, target: bob.email },
      { act: 'resetCodeIssued', actor: ana.email, target: bob.email },
    ])
  })
})

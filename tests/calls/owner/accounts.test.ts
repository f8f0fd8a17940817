import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../../preload/contract'
import { createFakeKeyStore } from '../../support/key-store'
import { ana, bob, errorOf, loggedIn, madeOwner, registered, valueOf } from '../../support/people'
import { turnOnTwoFactor } from '../../support/two-factor'
import { createWorld, type World } from '../../support/world'

const carol = { email: 'carol@example.com', password: 'la lune est haute' }
const { password } = ana

let world: World
/** Ana is an owner and logged in; Bob and Carol are members. */
beforeEach(async () => {
  world = await createWorld({ keyStore: createFakeKeyStore() })
  for (const person of [ana, bob, carol]) await registered(world.auth, person)
  await loggedIn(world.auth, ana)
})
afterEach(() => world.close())

const accounts = async (search = '') => valueOf(await world.auth.accounts({ search })).accounts
const idOf = async ({ email }: { email: string }) => (await accounts(email))[0]?.id ?? 0
const roles = async () => (await accounts()).map(({ email, role, state }) => `${email} ${role} ${state}`)
const acts = async () =>
  valueOf(await world.auth.audit({})).entries.map(({ act, actor, target }) => `${actor ?? '-'} ${act} ${target ?? '-'}`)

describe('the first account', () => {
  it('is an owner, and every other a member', async () => {
    expect(await roles()).toEqual([
      'ana@example.com owner active',
      'bob@example.com member active',
      'carol@example.com member active',
    ])
    expect(valueOf(await world.auth.profile())).toMatchObject({ role: 'owner', newOwner: false })
  })
})

describe('the list of accounts', () => {
  it('finds by the beginning of an email or a name, in either case, and pages by email', async () => {
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.updatePreferences({ displayName: 'Élodie 50%' }))
    await loggedIn(world.auth, ana)
    const found = async (search: string) => (await accounts(search)).map(({ email }) => email)
    expect(await found('BO')).toEqual([bob.email])
    expect(await found('Élo')).toEqual([bob.email])
    expect(await found('  carol@example.com ')).toEqual([carol.email])
    for (const nothing of ['%', '_', "'", 'example.com', 'ob', '\u{10ffff}']) expect(await found(nothing)).toEqual([])
    const first = valueOf(await world.auth.accounts({ limit: 2 }))
    expect(first.accounts.map(({ email }) => email)).toEqual([ana.email, bob.email])
    const rest = valueOf(await world.auth.accounts({ limit: 2, after: first.next ?? '' }))
    expect(rest).toMatchObject({ accounts: [{ email: carol.email }], next: null })
  })

  it('shows the last log-in and whether two-factor is on, and no secret', async () => {
    await loggedIn(world.auth, bob)
    await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    await loggedIn(world.auth, ana)
    const [account] = await accounts(bob.email)
    const expected = {
      twoFactor: true,
      lastLogInAt: world.clock.now(),
      createdAt: world.clock.now(),
      displayName: 'bob',
    }
    expect(account).toMatchObject(expected satisfies Partial<Account>)
    expect(JSON.stringify(account)).not.toMatch(/\$2b\$|[0-9a-f]{64}/)
  })
})

describe('roles', () => {
  it('are changed by an owner; a new owner is told at the next log-in, once', async () => {
    const id = await idOf(bob)
    valueOf(await world.auth.setRole({ id, role: 'owner', password }))
    expect(await loggedIn(world.auth, bob)).toMatchObject({ role: 'owner', newOwner: true })
    expect(valueOf(await world.auth.profile()).newOwner).toBe(true)
    expect(await loggedIn(world.auth, bob)).toMatchObject({ role: 'owner', newOwner: false })
    valueOf(await world.auth.setRole({ id: await idOf(ana), role: 'member', password: bob.password }))
    expect(await loggedIn(world.auth, ana)).toMatchObject({ role: 'member' })
    expect(errorOf(await world.auth.accounts({}))).toEqual({ code: 'notAllowed' })
  })

  it('always leave an active owner', async () => {
    const own = await idOf(ana)
    const lastOwner = { code: 'lastOwner' }
    expect(errorOf(await world.auth.setRole({ id: own, role: 'member', password }))).toEqual(lastOwner)
    expect(errorOf(await world.auth.setAccountState({ id: own, state: 'disabled', password }))).toEqual(lastOwner)
    expect(errorOf(await world.auth.deleteAccount({ password }))).toEqual(lastOwner)
    await madeOwner(world.auth, bob)
    valueOf(await world.auth.setAccountState({ id: await idOf(bob), state: 'disabled', password }))
    expect(errorOf(await world.auth.setRole({ id: own, role: 'member', password }))).toEqual(lastOwner)
    valueOf(await world.auth.setAccountState({ id: await idOf(bob), state: 'active', password }))
    valueOf(await world.auth.setRole({ id: own, role: 'member', password }))
  })

  it('let only one of two owners demote the other', async () => {
    await madeOwner(world.auth, bob)
    const [anas, bobs] = [await idOf(ana), await idOf(bob)]
    const both = await Promise.all([
      world.auth.setRole({ id: anas, role: 'member', password }),
      world.auth.setRole({ id: bobs, role: 'member', password }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const owners = world.store.all("SELECT email FROM users WHERE role = 'owner' AND state = 'active'")
    expect(owners).toHaveLength(1)
  })
})

describe('disabling an account', () => {
  it('refuses a right password with `disabled` and a wrong one as always, and enabling undoes it', async () => {
    const id = await idOf(bob)
    valueOf(await world.auth.setAccountState({ id, state: 'disabled', password }))
    const { comparisons } = world.work
    expect(errorOf(await world.auth.logIn(bob))).toEqual({ code: 'disabled' })
    expect(errorOf(await world.auth.logIn({ ...bob, password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
    expect(world.work.comparisons - comparisons).toBe(2)
    valueOf(await world.auth.setAccountState({ id, state: 'active', password }))
    await loggedIn(world.auth, bob)
  })

  it('ends a remembered session, and says why', async () => {
    valueOf(await world.auth.logIn({ ...bob, remember: true }))
    const other = await world.kill()
    world = other
    expect(valueOf(await other.auth.restoreSession())?.email).toBe(bob.email)
    const id = Number(other.store.get('SELECT id FROM users WHERE email = ?', [bob.email])?.[0])
    other.store.transaction(() =>
      other.store.run(
        "UPDATE users SET state = 'disabled', session_id = NULL, session_expires_at = NULL WHERE id = ?",
        [id],
      ),
    )
    expect(other.tick()).toEqual({ reason: 'disabled' })
    world = await other.kill()
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'disabled' })
  })

  it('refuses the recovery key like a wrong one, and voids a reset that had begun', async () => {
    const recoveryKey = await registered(world.auth, { email: 'dan@example.com', password: 'nuit sans etoiles' })
    const email = 'dan@example.com'
    const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey }))
    valueOf(await world.auth.setAccountState({ id: await idOf({ email }), state: 'disabled', password }))
    const reset = await world.auth.resetPassword({ email, resetToken, newPassword: 'une autre nuit' })
    expect(errorOf(reset)).toEqual({ code: 'invalidResetToken' })
    expect(errorOf(await world.auth.requestReset({ email, recoveryKey }))).toEqual({ code: 'invalidRecoveryKey' })
  })

  it('hides the name on the log-in screen', async () => {
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.updatePreferences({ preferences: { showOnLogIn: true } }))
    await loggedIn(world.auth, ana)
    valueOf(await world.auth.setAccountState({ id: await idOf(bob), state: 'disabled', password }))
    valueOf(await world.auth.logOut())
    expect(valueOf(await world.auth.people())).toEqual([])
  })
})

describe('removing an account', () => {
  it('leaves nothing of it but the acts in the audit', async () => {
    const id = await idOf(bob)
    valueOf(await world.auth.removeAccount({ id, password }))
    expect(errorOf(await world.auth.removeAccount({ id, password }))).toEqual({ code: 'accountNotFound' })
    for (const table of ['events', 'attempts', 'backup_codes'])
      expect(world.store.all(`SELECT * FROM ${table} WHERE user_id = ?`, [id])).toEqual([])
    expect(await acts()).toEqual(
      expect.arrayContaining([
        'bob@example.com accountCreated bob@example.com',
        'ana@example.com accountRemoved bob@example.com',
      ]),
    )
    expect(errorOf(await world.auth.removeAccount({ id: await idOf(ana), password }))).toEqual({ code: 'notAllowed' })
  })

  it('of the last one leaves an empty store that is open and whose next account is an owner', async () => {
    valueOf(await world.auth.setRegistration({ mode: 'closed', password }))
    for (const person of [bob, carol]) valueOf(await world.auth.removeAccount({ id: await idOf(person), password }))
    valueOf(await world.auth.issueCode({ purpose: 'invite', password }))
    valueOf(await world.auth.deleteAccount({ password }))
    expect(valueOf(await world.auth.welcome())).toMatchObject({ hasAccounts: false, registration: 'open' })
    expect(valueOf(await world.auth.register(bob)).role).toBe('owner')
    await loggedIn(world.auth, bob)
    expect(valueOf(await world.auth.audit({})).entries).toHaveLength(1)
    expect(valueOf(await world.auth.issuedCodes())).toEqual([])
  })
})

describe('an act of an owner', () => {
  it('needs the password, and the code while two-factor is on; a wrong one is counted and shown', async () => {
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const closing = { mode: 'closed', password } as const
    expect(errorOf(await world.auth.setRegistration({ ...closing, password: 'wrong' }))).toEqual({
      code: 'wrongCredentials',
    })
    expect(errorOf(await world.auth.setRegistration(closing))).toEqual({ code: 'secondFactorRequired' })
    expect(errorOf(await world.auth.setRegistration({ ...closing, code: '000000' }))).toMatchObject({
      code: 'wrongCode',
    })
    expect(valueOf(await world.auth.welcome()).registration).toBe('open')
    valueOf(await world.auth.setRegistration({ ...closing, code: backupCodes[0] ?? '' }))
    expect(
      errorOf(await world.auth.setRegistration({ mode: 'open', password, code: backupCodes[0] ?? '' })),
    ).toMatchObject({ code: 'wrongCode' })
    const { entries } = valueOf(await world.auth.activity({}))
    expect(entries.filter(({ event }) => event === 'passwordConfirmed').map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'refused',
    ])
  })

  it('that is refused leaves the code unused', async () => {
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const [code = ''] = backupCodes
    expect(errorOf(await world.auth.setRole({ id: 999, role: 'owner', password, code }))).toEqual({
      code: 'accountNotFound',
    })
    valueOf(await world.auth.setRegistration({ mode: 'closed', password, code }))
  })

  it('is refused to a former owner, whenever that happens', async () => {
    await madeOwner(world.auth, bob)
    await loggedIn(world.auth, bob)
    const id = await idOf(carol)
    const demotedMeanwhile = world.auth.removeAccount({ id, password: bob.password })
    world.store.transaction(() => world.store.run("UPDATE users SET role = 'member' WHERE email = ?", [bob.email]))
    expect(errorOf(await demotedMeanwhile)).toEqual({ code: 'notAllowed' })
    for (const call of [world.auth.accounts({}), world.auth.audit({}), world.auth.issuedCodes()])
      expect(errorOf(await call)).toEqual({ code: 'notAllowed' })
    expect(world.store.get('SELECT count(*) FROM users')).toEqual([3])
  })

  it('is in the audit, which is pruned after 90 days and pages', async () => {
    valueOf(await world.auth.setRegistration({ mode: 'closed', password }))
    valueOf(await world.auth.setRegistration({ mode: 'open', password }))
    const { entries, next } = valueOf(await world.auth.audit({ limit: 1 }))
    expect(entries).toMatchObject([{ act: 'registrationOpened', actor: ana.email, target: null }])
    expect(valueOf(await world.auth.audit({ limit: 1, before: next ?? 0 })).entries).toMatchObject([
      { act: 'registrationClosed' },
    ])
    world.clock.advance(91 * 24 * 3600_000)
    await world.accounts.housekeeping()
    await loggedIn(world.auth, ana)
    expect(valueOf(await world.auth.audit({})).entries).toEqual([])
  })
})

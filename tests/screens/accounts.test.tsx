import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import type { AuthBridge } from '../../preload/contract'
import { atHome } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow, type OpenWindow } from '../support/open-window'
import { ana, bob, loggedIn, madeOwner, registered, valueOf } from '../support/people'
import { withoutSyncs } from '../support/store'
import { createProtectedWorld } from '../support/two-factor'
import type { World } from '../support/world'

const rail = () => within(screen.getByRole('navigation', { name: 'Your account' }))
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const table = () => screen.findByRole('table', { name: 'Accounts' })
const emails = () => Array.from(document.querySelectorAll('th[scope=row] button'), ({ textContent }) => textContent)
const account = (email: string) => onScreen().getByRole('button', { name: email })
const rowOf = (email: string) => account(email).closest('tr')?.textContent
const search = () => screen.getByLabelText('Search by email or name')
const dialog = () => within(screen.getByRole('dialog'))
/** A text of the dialog. The live regions, which repeat some, are in it while it is open. */
const inDialog = async (text: string | RegExp) => (await dialog().findAllByText(text, { ignore: '[aria-live]' }))[0]
/** The code that the dialog shows, in groups of five. */
const groupedCode = () =>
  Array.from(document.querySelectorAll('output span > span'), ({ textContent }) => textContent).join('-')
const history = () => within(screen.getByRole('table', { name: 'History' }))
const failure = { ok: false, error: { code: 'storage', reason: 'io' } } as const
const inFuture = (world: World) => ({
  ok: false as const,
  error: { code: 'tooManyAttempts' as const, retryAt: world.clock.now() + 27_000 },
})

const withBob = async (auth: AuthBridge) => {
  await registered(auth, bob)
}

/** Registers accounts with these emails, without the cost of a hash for each. */
const withAccounts = (count: number) => async (auth: AuthBridge) => {
  for (let n = 0; n < count; n += 1)
    await registered(auth, { email: `person${String(n).padStart(3, '0')}@example.com`, password: bob.password })
}

/** Ana's session, on the page Accounts. */
async function atAccounts(before = withBob as (auth: AuthBridge, world: World) => Promise<void>): Promise<OpenWindow> {
  const opened = await atHome({ before })
  await openAccounts(opened.user)
  return opened
}

async function openAccounts(user: UserEvent) {
  await user.click(rail().getByRole('link', { name: 'Accounts' }))
  await heading('Accounts')
  await table()
  await screen.findByRole('table', { name: 'History' })
}

/** Opens an account and one of its confirmations. */
async function choose(user: UserEvent, email: string, action: string) {
  if (account(email).getAttribute('aria-expanded') === 'false') await user.click(account(email))
  await user.click(onScreen().getByRole('button', { name: `${action}…` }))
}

const confirm = (user: UserEvent, password = ana.password) => user.keyboard(`${password}{Enter}`)

/** Replaces the answer of a call. */
function answer(world: World, call: keyof AuthBridge, outcome: unknown) {
  Object.assign(world.auth, { [call]: () => Promise.resolve(outcome) })
}

describe('the page', () => {
  test('is in the rail of an owner, with its own address, and takes the focus', async () => {
    await atAccounts()
    expect(await heading('Accounts')).toBe(document.activeElement)
    expect(rail().getByRole('link', { current: 'page' }).textContent).toBe('Accounts')
    expect(window.location.hash).toBe('#/accounts')
    expect(document.title).toMatch(/^Accounts - Latchkey/)
  })

  test('does not exist for a member, whose address leads to Home', async () => {
    const opened = await atHome({ before: withBob })
    await opened.user.click(screen.getByRole('button', { name: 'Log out' }))
    await heading('Log in')
    await loggedIn(opened.world.auth, bob)
    window.history.replaceState(null, '', '#/accounts')
    const { user } = await secondWindow(opened)
    await heading(homeHeading('bob'))
    expect(rail().queryByRole('link', { name: 'Accounts' })).toBeNull()
    expect(window.location.hash).toBe('#/home')
    await user.click(rail().getByRole('link', { name: 'Settings' }))
    await heading('Settings')
  })

  test('leads to Home, and says why, when the person is no longer an owner', async () => {
    const { user, world, announced } = await atAccounts()
    const profile = valueOf(await world.auth.profile())
    answer(world, 'profile', { ok: true, value: { ...profile, role: 'member' } })
    answer(world, 'setRole', { ok: false, error: { code: 'notAllowed' } })
    await choose(user, bob.email, 'Make owner')
    await confirm(user)
    expect(await heading(homeHeading('ana'))).toBe(document.activeElement)
    expect(onScreen().getByText('You are no longer an owner. Only owners see Accounts.')).toBeTruthy()
    expect(announced().polite).toContain('You are no longer an owner.')
    expect(rail().queryByRole('link', { name: 'Accounts' })).toBeNull()
    await user.click(rail().getByRole('link', { name: 'Settings' }))
    expect(onScreen().queryByText(/no longer an owner/)).toBeNull()
  })
})

/** Another window on the same main process, as after a reload. */
async function secondWindow({ world }: OpenWindow): Promise<OpenWindow> {
  document.body.replaceChildren()
  return openWindow({ world })
}

describe('the list', () => {
  test('marks only what differs: oneself, owners, and disabled accounts', async () => {
    await atAccounts(async (auth) => {
      await registered(auth, bob)
      await registered(auth, { email: 'dan@example.com', password: bob.password })
      await loggedIn(auth)
      const { accounts } = valueOf(await auth.accounts({ search: 'dan' }))
      const id = accounts[0]?.id ?? 0
      valueOf(await auth.setAccountState({ id, state: 'disabled', password: ana.password }))
      valueOf(await auth.logOut())
    })
    expect(emails()).toEqual([ana.email, bob.email, 'dan@example.com'])
    expect(rowOf(ana.email)).toContain('YouOwner')
    expect(rowOf(bob.email)).toBe('bob@example.combobLast log-in Never')
    expect(rowOf('dan@example.com')).toContain('Disabled')
  })

  test('shows fifty accounts, then the rest, and focuses the first new one', async () => {
    const { user, announced } = await atAccounts(withAccounts(60))
    expect(emails()).toHaveLength(50)
    await user.click(onScreen().getAllByRole('button', { name: 'Show more' })[0] ?? document.body)
    await waitFor(() => expect(emails()).toHaveLength(61))
    expect(account(emails()[50] ?? '')).toBe(document.activeElement)
    expect(announced().polite).toBe('11 more accounts shown')
  })

  test('can be loaded again after an error', async () => {
    const { user, world } = await atHome({ before: withBob })
    const { accounts: real } = world.auth
    answer(world, 'accounts', failure)
    await user.click(rail().getByRole('link', { name: 'Accounts' }))
    await onScreen().findByText('Error code: storage/io')
    Object.assign(world.auth, { accounts: real })
    await user.click(onScreen().getByRole('button', { name: 'Try again' }))
    await table()
    expect(onScreen().queryByText('Error code: storage/io')).toBeNull()
  })
})

describe('the list of 100,000 accounts', () => {
  test('shows fifty rows, fifty more for Show more, and no row that a search does not find', async () => {
    const { user, announced } = await atHome({ before: withManyAccounts, fs: withoutSyncs() })
    await openAccounts(user)
    const rows = async () => within(await table()).getAllByRole('row').length
    expect(emails()).toEqual([ana.email, ...numbered(0, 48)])
    await user.click(onScreen().getAllByRole('button', { name: 'Show more' })[0] ?? document.body)
    await waitFor(() => expect(emails()).toEqual([ana.email, ...numbered(0, 98)]))
    // One row is the head of the table.
    expect(await rows()).toBe(101)
    await user.type(search(), 'person9999')
    await waitFor(() => expect(emails()).toEqual(numbered(99_990, 99_999)))
    expect(announced().polite).toBe('10 accounts found')
    await user.clear(search())
    await user.type(search(), 'person')
    await waitFor(() => expect(emails()).toEqual(numbered(0, 49)))
    expect(await rows()).toBe(51)
    expect(announced().polite).toBe('More than 50 accounts found')
  })
})

/** The emails of the added accounts with these numbers. */
const numbered = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => `person${String(first + n).padStart(5, '0')}@example.com`)

/** Adds 100,000 accounts in one transaction, without a hash and without a statement for each. */
const withManyAccounts = async (_auth: AuthBridge, { store }: World) => {
  const batch = 500
  const row = "(?, ?, '-')"
  const insert = `INSERT INTO users (id, email, hashed_password) VALUES ${Array(batch).fill(row).join(', ')}`
  store.transaction(() => {
    for (let first = 0; first < 100_000; first += batch)
      store.run(
        insert,
        numbered(first, first + batch - 1).flatMap((email, n) => [first + n + 2, email]),
      )
  })
  await Promise.resolve()
}

describe('the search', () => {
  test('finds by the beginning of an email or a name, with one call, and announces how many', async () => {
    const { user, announced, callCounts } = await atAccounts(withAccounts(3))
    const before = callCounts['accounts'] ?? 0
    await user.type(search(), 'person00')
    await waitFor(() => expect(emails()).toHaveLength(3))
    expect(callCounts['accounts']).toBe(before + 1)
    expect(announced().polite).toBe('3 accounts found')
    await user.type(search(), '1')
    await waitFor(() => expect(emails()).toEqual(['person001@example.com']))
    expect(announced().polite).toBe('1 account found')
    expect(search()).toBe(document.activeElement)
  })

  test('says how many are shown if there are more', async () => {
    const { user, announced } = await atAccounts(withAccounts(60))
    await user.type(search(), 'person')
    await waitFor(() => expect(announced().polite).toBe('More than 50 accounts found'))
  })

  test('says what was searched if nothing is found, and can be cleared', async () => {
    const { user, announced } = await atAccounts()
    await user.type(search(), 'zoe{Enter}')
    await onScreen().findByText('No email or name begins with “zoe”.')
    expect(announced().polite).toBe('No account found')
    await user.click(onScreen().getByRole('button', { name: 'Clear search' }))
    await waitFor(() => expect(emails()).toEqual([ana.email, bob.email]))
    expect(search()).toBe(document.activeElement)
    expect(search()).toMatchObject({ value: '' })
  })

  test('ignores the answer to an earlier search', async () => {
    const { user, hold, answered } = await atAccounts()
    const release = hold()
    await user.type(search(), 'zoe{Enter}')
    await user.clear(search())
    await user.type(search(), 'bob{Enter}')
    release()
    await act(answered)
    expect(emails()).toEqual([bob.email])
  })
})

describe('one account', () => {
  test('opens below its row by keyboard; Esc closes it and returns the focus', async () => {
    const { user } = await atAccounts()
    act(() => account(bob.email).focus())
    await user.keyboard('{Enter}')
    expect(account(bob.email).getAttribute('aria-expanded')).toBe('true')
    const facts = Array.from(document.querySelectorAll('dt'), ({ textContent }) => textContent)
    expect(facts).toEqual(['Account created', 'Last log-in', 'Two-factor authentication'])
    expect(onScreen().getByText('Off')).toBeTruthy()
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Issue a reset code…')
    await user.keyboard('{Escape}')
    expect(account(bob.email)).toBe(document.activeElement)
    expect(account(bob.email).getAttribute('aria-expanded')).toBe('false')
  })

  test('closes when another is opened', async () => {
    const { user } = await atAccounts()
    await user.click(account(bob.email))
    await user.click(account(ana.email))
    expect(account(bob.email).getAttribute('aria-expanded')).toBe('false')
    expect(document.querySelectorAll('dl')).toHaveLength(1)
  })

  test('offers no removal and no reset code on oneself', async () => {
    const { user } = await atAccounts()
    await user.click(account(ana.email))
    const row = document.querySelector('td[colspan]')
    const names = Array.from(row?.querySelectorAll('button') ?? [], ({ textContent }) => textContent)
    expect(names).toEqual(['Make member…', 'Disable account…'])
  })

  test('becomes an owner, and a member again; the focus returns to the button', async () => {
    const { user, announced } = await atAccounts()
    await choose(user, bob.email, 'Make owner')
    expect(dialog().getByText(/^bob@example.com will decide about accounts/)).toBeTruthy()
    expect(dialog().getByLabelText('Enter your password to confirm')).toBe(document.activeElement)
    await confirm(user)
    await onScreen().findByRole('button', { name: 'Make member…' })
    expect(document.activeElement?.textContent).toBe('Make member…')
    expect(announced().polite).toBe('bob@example.com is an owner now')
    expect(rowOf(bob.email)).toContain('Owner')
    await history().findByText('ana@example.com made bob@example.com an owner')
    await user.keyboard('{Enter}')
    await confirm(user)
    await onScreen().findByRole('button', { name: 'Make owner…' })
    expect(rowOf(bob.email)).not.toContain('Owner')
  })

  test('is disabled and enabled, and cannot be reset in between', async () => {
    const { user, world } = await atAccounts()
    await choose(user, bob.email, 'Disable account')
    await confirm(user)
    await onScreen().findByRole('button', { name: 'Enable account…' })
    expect(rowOf(bob.email)).toContain('Disabled')
    expect(onScreen().queryByRole('button', { name: 'Issue a reset code…' })).toBeNull()
    expect(onScreen().getByText('bob@example.com is disabled')).toBeTruthy()
    await user.keyboard('{Enter}')
    await confirm(user)
    await onScreen().findByRole('button', { name: 'Disable account…' })
    expect(valueOf(await world.auth.accounts({ search: 'bob' })).accounts[0]?.state).toBe('active')
  })

  test('is removed; the focus goes to the heading', async () => {
    const { user, announced } = await atAccounts()
    await choose(user, bob.email, 'Remove account')
    expect(
      dialog().getByText(/^The account bob@example.com, its profile and its activity will be removed/),
    ).toBeTruthy()
    await confirm(user)
    await waitFor(() => expect(emails()).toEqual([ana.email]))
    expect(await heading('Accounts')).toBe(document.activeElement)
    expect(announced().polite).toBe('bob@example.com was removed')
    await history().findByText('ana@example.com removed bob@example.com')
  })

  test('keeps what it is when the dialog is cancelled', async () => {
    const { user, callCounts } = await atAccounts()
    await choose(user, bob.email, 'Remove account')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement?.textContent).toBe('Remove account…')
    expect(callCounts['removeAccount']).toBeUndefined()
  })
})

describe('oneself', () => {
  test('as one of two owners becomes a member, and is led to Home', async () => {
    const { user } = await atAccounts(async (auth) => {
      await registered(auth, bob)
      await loggedIn(auth)
      await madeOwner(auth, bob)
      valueOf(await auth.logOut())
    })
    await choose(user, ana.email, 'Make member')
    expect(dialog().getByText(/^You will no longer decide about accounts/)).toBeTruthy()
    await confirm(user)
    await heading(homeHeading('ana'))
    expect(onScreen().getByText('You are no longer an owner. Only owners see Accounts.')).toBeTruthy()
  })

  test('as one of two owners is disabled, and logged out', async () => {
    const { user } = await atAccounts(async (auth) => {
      await registered(auth, bob)
      await loggedIn(auth)
      await madeOwner(auth, bob)
      valueOf(await auth.logOut())
    })
    await choose(user, ana.email, 'Disable account')
    expect(dialog().getByText(/^You will be logged out/)).toBeTruthy()
    await confirm(user)
    await heading('Log in')
  })

  test.each(['Make member', 'Disable account'])(
    'as the last owner is told to make another one first: %s',
    async (action) => {
      const { user, announced } = await atAccounts()
      await choose(user, ana.email, action)
      await confirm(user)
      const text = 'There must be at least one active owner. Make someone else an owner first.'
      await inDialog(text)
      expect(announced().assertive).toBe(text)
      expect(dialog().queryByRole('button', { name: 'Try again' })).toBeNull()
    },
  )
})

describe('the confirmation', () => {
  test('asks again after a wrong password', async () => {
    const { user, announced } = await atAccounts()
    await choose(user, bob.email, 'Disable account')
    await confirm(user, 'quite wrong')
    await inDialog('The password is not correct')
    expect(announced().assertive).toBe('The password is not correct')
    const password = dialog().getByLabelText('Enter your password to confirm')
    expect(password).toMatchObject({ value: '' })
    expect(password).toBe(document.activeElement)
  })

  test('asks for a missing password without a call', async () => {
    const { user, callCounts } = await atAccounts()
    await choose(user, bob.email, 'Disable account')
    await user.keyboard('{Enter}')
    await inDialog('Enter your password')
    expect(callCounts['setAccountState']).toBeUndefined()
  })

  test('pauses after too many attempts', async () => {
    const { user, world } = await atAccounts()
    await choose(user, bob.email, 'Disable account')
    answer(world, 'setAccountState', inFuture(world))
    await confirm(user)
    expect((await dialog().findAllByText(/^Too many attempts/)).length).toBeGreaterThan(0)
  })

  test('says that an account no longer exists, and removes it from the list', async () => {
    const { user, world } = await atAccounts()
    await choose(user, bob.email, 'Disable account')
    answer(world, 'setAccountState', { ok: false, error: { code: 'accountNotFound' } })
    await confirm(user)
    await inDialog('This account no longer exists.')
    await user.keyboard('{Escape}')
    expect(emails()).toEqual([ana.email])
    expect(await heading('Accounts')).toBe(document.activeElement)
  })

  test('offers a retry after an error of the store', async () => {
    const { user, world } = await atAccounts()
    const { setAccountState: real } = world.auth
    await choose(user, bob.email, 'Disable account')
    answer(world, 'setAccountState', failure)
    await confirm(user)
    await inDialog('Error code: storage/io')
    Object.assign(world.auth, { setAccountState: real })
    await user.click(dialog().getByRole('button', { name: 'Try again' }))
    await onScreen().findByText('bob@example.com is disabled')
  })

  test('asks for a code too if two-factor is on, and says if it is wrong', async () => {
    const { world, freshCode } = await createProtectedWorld()
    await registered(world.auth, bob)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    valueOf(await world.auth.confirmRecoveryKey())
    const { user } = await openWindow({ world })
    await openAccounts(user)
    await choose(user, bob.email, 'Disable account')
    await user.keyboard(ana.password)
    await user.type(dialog().getByLabelText('Code from your authenticator app'), '000000{Enter}')
    await inDialog(/^The code is not correct, or was used before/)
    const code = dialog().getByLabelText('Code from your authenticator app')
    expect(code).toBe(document.activeElement)
    await user.clear(code)
    await user.type(code, `${freshCode()}{Enter}`)
    await onScreen().findByText('bob@example.com is disabled')
  })

  test('asks for a code once main requires one, and keeps the password', async () => {
    const { user, world } = await atAccounts()
    const { setAccountState: real } = world.auth
    await choose(user, bob.email, 'Disable account')
    answer(world, 'setAccountState', { ok: false, error: { code: 'secondFactorRequired' } })
    await confirm(user)
    const code = await dialog().findByLabelText('Code from your authenticator app')
    expect(code).toBe(document.activeElement)
    expect(dialog().getByLabelText('Enter your password to confirm')).toMatchObject({ value: ana.password })
    Object.assign(world.auth, { setAccountState: real })
    await user.keyboard('123456{Enter}')
    await onScreen().findByText('bob@example.com is disabled')
  })
})

describe('a reset code', () => {
  test('is shown once: how to use it, until when, and a copy that is cleared', async () => {
    const { user, world, system, announced } = await atAccounts()
    await choose(user, bob.email, 'Issue a reset code')
    expect(dialog().queryByRole('checkbox')).toBeNull()
    await confirm(user)
    await screen.findByRole('dialog', { name: 'Reset code for bob@example.com' })
    const shown = document.querySelector('output')
    expect(shown).toBe(document.activeElement)
    expect(shown?.textContent).toMatch(/^[0-9A-Z]{25}$/)
    expect(dialog().getByText(/^Give it to bob in person\..* It works once, until November 23, 2026/)).toBeTruthy()
    expect(system.screenProtected).toBe(true)
    await user.click(dialog().getByRole('button', { name: 'Copy' }))
    await waitFor(() => expect(announced().polite).toMatch(/^Code copied\./))
    expect(system.clipboard.replaceAll('-', '')).toBe(shown?.textContent)
    await user.click(dialog().getByRole('button', { name: 'Close' }))
    expect(document.activeElement?.textContent).toBe('Issue a reset code…')
    expect(system.screenProtected).toBe(false)
    const reset = await world.auth.requestReset({ email: bob.email, recoveryKey: shown?.textContent ?? '' })
    expect(reset.ok).toBe(true)
  })

  test('is saved and printed with its email and its end; the dialog says where, or why not', async () => {
    const { user, world, system, announced } = await atAccounts()
    await choose(user, bob.email, 'Issue a reset code')
    await confirm(user)
    await screen.findByRole('dialog', { name: 'Reset code for bob@example.com' })
    await user.click(dialog().getByRole('button', { name: 'Save as file…' }))
    await inDialog('Saved to /home/ana/latchkey-recovery-key.txt')
    expect(announced().polite).toMatch(/^Saved to/)
    await user.click(dialog().getByRole('button', { name: 'Print…' }))
    await inDialog('Sent to the printer')
    const expiresAt = valueOf(await world.auth.issuedCodes())[0]?.expiresAt
    const sheet = JSON.stringify({ email: bob.email, issuedCode: groupedCode(), expiresAt })
    expect(system.asked).toEqual([`saveIssuedCode ${sheet}`, `printIssuedCode ${sheet}`])
    system.writeError = { code: 'invalidInput', fields: { path: 'malformed' } }
    await user.click(dialog().getByRole('button', { name: 'Save as file…' }))
    await inDialog(/^The file was not saved: .* Choose another place\.$/)
    expect(announced().assertive).toMatch(/^The file was not saved/)
  })

  test('that is saved when the person is no longer an owner leads to Home, and says why', async () => {
    const { user, world, system, announced } = await atAccounts()
    await choose(user, bob.email, 'Issue a reset code')
    await confirm(user)
    await screen.findByRole('dialog', { name: 'Reset code for bob@example.com' })
    const profile = valueOf(await world.auth.profile())
    answer(world, 'profile', { ok: true, value: { ...profile, role: 'member' } })
    system.writeError = { code: 'notAllowed' }
    await user.click(dialog().getByRole('button', { name: 'Save as file…' }))
    await heading(homeHeading('ana'))
    expect(onScreen().getByText('You are no longer an owner. Only owners see Accounts.')).toBeTruthy()
    expect(announced().assertive).toBe('')
  })

  test('turns two-factor off too only for an account that has it, and only if that is ticked', async () => {
    const { world, freshCode } = await createProtectedWorld()
    await registered(world.auth, bob)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    const { accounts } = valueOf(await world.auth.accounts({ search: 'bob' }))
    const id = accounts[0]?.id ?? 0
    valueOf(await world.auth.setRole({ id, role: 'owner', password: ana.password, code: freshCode() }))
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.confirmRecoveryKey())
    const { user } = await openWindow({ world })
    await openAccounts(user)
    await choose(user, ana.email, 'Issue a reset code')
    await user.click(dialog().getByRole('checkbox', { name: 'Also turn two-factor authentication off' }))
    await user.type(dialog().getByLabelText('Enter your password to confirm'), `${bob.password}{Enter}`)
    await screen.findByRole('dialog', { name: 'Reset code for ana@example.com' })
    await user.keyboard('{Escape}')
    expect(await onScreen().findByText('Also turns two-factor authentication off')).toBeTruthy()
  })

  test('is listed, and works until it is revoked', async () => {
    const { user, world, announced } = await atAccounts()
    expect(onScreen().getByText('No invitation or reset code is open.')).toBeTruthy()
    await choose(user, bob.email, 'Issue a reset code')
    await confirm(user)
    await screen.findByRole('dialog', { name: 'Reset code for bob@example.com' })
    await user.keyboard('{Escape}')
    await onScreen().findByText(/^Issued by ana@example.com, until November 23, 2026/)
    await user.click(onScreen().getByRole('button', { name: 'Revoke code… Reset code for bob@example.com' }))
    await confirm(user)
    await onScreen().findByText('No invitation or reset code is open.')
    expect(announced().polite).toBe('Code revoked')
    expect(await heading('Accounts')).toBe(document.activeElement)
    expect(valueOf(await world.auth.issuedCodes())).toEqual([])
    await history().findByText('ana@example.com revoked the reset code for bob@example.com')
  })
})

describe('registration', () => {
  test('is closed, and opened again', async () => {
    const { user, world, announced } = await atAccounts()
    expect(onScreen().getByText('Open: everybody at this computer can create an account.')).toBeTruthy()
    expect(onScreen().queryByRole('button', { name: 'Issue an invitation…' })).toBeNull()
    await user.click(onScreen().getByRole('button', { name: 'Close registration…' }))
    expect(dialog().getByText('A new account will need an invitation from an owner.')).toBeTruthy()
    await confirm(user)
    await onScreen().findByText('Closed: a new account needs an invitation from an owner.')
    expect(announced().polite).toBe('Registration is closed')
    expect(document.activeElement?.textContent).toBe('Open registration…')
    expect(valueOf(await world.auth.welcome()).registration).toBe('closed')
    await user.keyboard('{Enter}')
    await confirm(user)
    await onScreen().findByText('Open: everybody at this computer can create an account.')
  })

  test('while closed offers an invitation, shown once', async () => {
    const { user, world, system } = await atAccounts()
    await user.click(onScreen().getByRole('button', { name: 'Close registration…' }))
    await confirm(user)
    await user.click(await onScreen().findByRole('button', { name: 'Issue an invitation…' }))
    await confirm(user)
    await screen.findByRole('dialog', { name: 'Invitation' })
    await user.click(dialog().getByRole('button', { name: 'Print…' }))
    await inDialog('Sent to the printer')
    expect(system.asked[0]).toContain(`printIssuedCode {"email":null,"issuedCode":"${groupedCode()}"`)
    const invitation = document.querySelector('output')?.textContent ?? ''
    await user.keyboard('{Escape}')
    await onScreen().findByRole('heading', { level: 3, name: 'Invitation' })
    const zoe = { email: 'zoe@example.com', password: bob.password }
    expect((await world.auth.register({ ...zoe, invitation })).ok).toBe(true)
  })

  test('says when no more invitations can be open', async () => {
    const { user, world } = await atAccounts()
    await user.click(onScreen().getByRole('button', { name: 'Close registration…' }))
    await confirm(user)
    await user.click(await onScreen().findByRole('button', { name: 'Issue an invitation…' }))
    answer(world, 'issueCode', { ok: false, error: { code: 'tooManyInvitations' } })
    await confirm(user)
    await inDialog('100 invitations are open, and no more can be. Revoke one first.')
  })
})

describe('codes and history', () => {
  test('can be loaded again after an error', async () => {
    const { user, world } = await atHome()
    const { issuedCodes, audit } = world.auth
    answer(world, 'issuedCodes', failure)
    answer(world, 'audit', failure)
    await user.click(rail().getByRole('link', { name: 'Accounts' }))
    await waitFor(() => expect(onScreen().getAllByText('Error code: storage/io')).toHaveLength(2))
    Object.assign(world.auth, { issuedCodes, audit })
    for (const button of onScreen().getAllByRole('button', { name: 'Try again' })) await user.click(button)
    await onScreen().findByText('No invitation or reset code is open.')
    await screen.findByRole('table', { name: 'History' })
  })

  test('shows twenty entries, then the rest, and focuses the first new one', async () => {
    const { user, announced } = await atAccounts(withAccounts(30))
    const rows = () => Array.from(screen.getByRole('table', { name: 'History' }).querySelectorAll('th[scope=row]'))
    expect(rows()).toHaveLength(20)
    await user.click(onScreen().getByRole('button', { name: 'Show more' }))
    await waitFor(() => expect(rows()).toHaveLength(31))
    expect(rows()[20]).toBe(document.activeElement)
    expect(announced().polite).toBe('11 more entries shown')
    expect(history().getByText('ana@example.com created an account')).toBeTruthy()
  })
})

describe('backups', () => {
  test('says when the last automatic one was made, and opens the dialogs of the menu', async () => {
    const madeAt = Date.UTC(2026, 10, 21, 14, 3)
    const { user, system } = await atHome({ before: withBob })
    system.automaticBackups = [{ id: 'a', madeAt, accounts: 2 }]
    await openAccounts(user)
    expect(await onScreen().findByText(/^Last automatic backup: November 21, 2026/)).toBeTruthy()
    for (const [button, title] of [
      ['Back up accounts…', 'Back up accounts'],
      ['Restore a backup…', 'Restore a backup'],
      ['Import accounts…', 'Import accounts'],
    ] as const) {
      await user.click(onScreen().getByRole('button', { name: button }))
      await screen.findByRole('dialog', { name: title })
      await user.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    }
  })

  test('says that there is none yet', async () => {
    await atAccounts()
    expect(await onScreen().findByText('There is no automatic backup yet.')).toBeTruthy()
  })
})

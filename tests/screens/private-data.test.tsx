import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow } from '../support/open-window'
import { withoutDataKey, withOwnersCode } from '../support/private-data'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { turnOnTwoFactor } from '../support/two-factor'
import { createWorld, type World } from '../support/world'

const security = () => within(card('Security'))
const button = (name: string) => security().getByRole('button', { name })
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const ignore = { ignore: '[aria-live]' }
const openForms = () => security().queryAllByRole('button', { expanded: true })
const lead = 'Your password does not open your private data.'
const temporary = 'lune de passage'
const chosen = 'nuages sur la mer'

type SealedOptions = { twoFactor?: boolean; saved?: boolean }

/** Bob is logged in, at Home, with a password that he set with a code from Ana, the owner. */
async function openSealed({ twoFactor = false, saved = true }: SealedOptions = {}) {
  const world = await createWorld()
  await registered(world.auth)
  const recoveryKey = await registered(world.auth, bob)
  await loggedIn(world.auth, bob)
  const { backupCodes } = twoFactor ? await turnOnTwoFactor(world.auth, () => world.clock.now(), bob) : noTwoFactor
  valueOf(await world.auth.logOut())
  const [resetCode, logInCode, ...codes] = backupCodes
  await withOwnersCode(world.auth, { person: bob, newPassword: temporary, ...(resetCode && { code: resetCode }) })
  if (!saved) world.accounts.deps.tables.users.updateUser(2, { recoveryKeyConfirmed: false })
  const code = logInCode && { code: logInCode }
  valueOf(await world.auth.logIn({ email: bob.email, password: temporary, ...code }))
  const opened = await openWindow({ world })
  await heading(homeHeading('bob'))
  return { ...opened, recoveryKey, codes }
}
const noTwoFactor: { backupCodes: string[] } = { backupCodes: [] }

/** Opens Settings through the notice on Home. */
async function openSecurity(options?: SealedOptions) {
  const opened = await openSealed(options)
  await opened.user.click(onScreen().getByRole('button', { name: 'Go to Security' }))
  return opened
}

async function expectOpen(world: World) {
  expect(valueOf(await world.auth.profile()).privateData).toBe('open')
}

/** Confirms the new recovery key and returns it. */
async function newKey({ user }: { user: Awaited<ReturnType<typeof openSealed>>['user'] }) {
  await heading('Save your recovery key')
  expect(onScreen().getByText('Your old recovery key no longer works.')).toBeTruthy()
  const shown = document.querySelector('output')?.textContent ?? ''
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await heading(homeHeading('bob'))
  return shown
}

test('Home says that private data is sealed, before an unsaved key, and leads to Security', async () => {
  const { user, announced } = await openSealed({ saved: false })
  expect(onScreen().getByText(lead)).toBeTruthy()
  expect(onScreen().queryByText('You have not saved a recovery key.')).toBeNull()
  await waitFor(() => expect(announced().polite).toContain(lead))
  const safety = within(card('Make your account safe'))
  expect(safety.getByText('Two-factor authentication is off')).toBeTruthy()
  expect(safety.queryByRole('button')).toBeNull()
  await user.click(onScreen().getByRole('button', { name: 'Go to Security' }))
  await waitFor(() => expect(security().getByRole('heading', { level: 2 })).toBe(document.activeElement))
  expect(security().getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Private data')
})

test('opens private data with the recovery key from before, and asks for a new password', async () => {
  const { user, world, recoveryKey } = await openSecurity()
  await user.click(button('Open private data…'))
  const key = () => security().getByLabelText<HTMLInputElement>('Former recovery key')
  expect(key()).toBe(document.activeElement)
  await user.keyboard('{Enter}')
  expect(await security().findByRole('group', { name: 'There is a problem' })).toBeTruthy()
  await user.type(key(), recoveryKey)
  await user.type(security().getByLabelText('Create a new password'), `${chosen}{Enter}`)
  expect(await newKey({ user })).toHaveLength(25)
  expect(onScreen().queryByText(lead)).toBeNull()
  await expectOpen(world)
  await openPage(user, 'Settings')
  expect(security().queryByText('Private data')).toBeNull()
  valueOf(await world.auth.logOut())
  valueOf(await world.auth.logIn({ email: bob.email, password: chosen }))
  await expectOpen(world)
})

test('opens private data with the former password', async () => {
  const { user, world } = await openSecurity()
  await user.click(button('Open private data…'))
  await user.type(security().getByLabelText('Create a new password'), chosen)
  await user.click(button('Use former password instead'))
  const password = () => security().getByLabelText<HTMLInputElement>('Former password')
  expect(password()).toBe(document.activeElement)
  expect(security().queryByLabelText('Former recovery key')).toBeNull()
  await user.keyboard('{Enter}')
  expect(await security().findByText('Enter your former password', ignore)).toBeTruthy()
  await user.type(password(), `${temporary}{Enter}`)
  expect(await security().findByText('This password does not open your private data', ignore)).toBeTruthy()
  await waitFor(() => expect(password()).toBe(document.activeElement))
  expect(password().value).toBe('')
  await user.type(password(), `${bob.password}{Enter}`)
  await newKey({ user })
  await expectOpen(world)
})

test('refuses the recovery key that came with the reset, and a weak password', async () => {
  const { user, world } = await openSecurity()
  const newer = valueOf(await world.auth.renewRecoveryKey({ password: temporary })).recoveryKey
  await user.click(button('Open private data…'))
  await user.type(security().getByLabelText('Former recovery key'), newer)
  await user.type(security().getByLabelText('Create a new password'), 'bob@example.com{Enter}')
  expect(
    await security().findByText('Password must not be your email or the part of it before the @', ignore),
  ).toBeTruthy()
  await user.clear(security().getByLabelText('Create a new password'))
  await user.type(security().getByLabelText('Create a new password'), `${chosen}{Enter}`)
  expect(await security().findByText('This recovery key does not open your private data', ignore)).toBeTruthy()
  expect(security().getByLabelText<HTMLInputElement>('Former recovery key').value).toBe(newer)
  expect(valueOf(await world.auth.profile()).privateData).toBe('sealed')
})

test('fills in the recovery key from its file', async () => {
  const { user, system, recoveryKey } = await openSecurity()
  system.keyFile = { email: bob.email, recoveryKey }
  await user.click(button('Open private data…'))
  await user.click(button('Open key file…'))
  await waitFor(() => expect(security().getByLabelText('Create a new password')).toBe(document.activeElement))
  await user.keyboard(`${chosen}{Enter}`)
  await newKey({ user })
})

test('pauses after five wrong former passwords; the recovery key can still be entered', async () => {
  const { user, world, recoveryKey } = await openSecurity()
  for (let tries = 0; tries < 5; tries += 1)
    await world.auth.openSealed({ formerPassword: 'quite wrong', newPassword: chosen })
  await user.click(button('Open private data…'))
  await user.click(button('Use former password instead'))
  await user.type(security().getByLabelText('Former password'), bob.password)
  await user.type(security().getByLabelText('Create a new password'), `${chosen}{Enter}`)
  expect(await security().findAllByText(/^Too many attempts\./, ignore)).not.toEqual([])
  await user.click(button('Use former recovery key instead'))
  expect(security().getByLabelText<HTMLInputElement>('Create a new password').value).toBe(chosen)
  await user.type(security().getByLabelText('Former recovery key'), `${recoveryKey}{Enter}`)
  await newKey({ user })
})

test('starts afresh: says what is deleted and asks for the password', async () => {
  const { user, world } = await openSecurity()
  await user.click(button('Start afresh…'))
  expect(security().getByText(/^Your private data will be deleted\. This cannot be undone/)).toBeTruthy()
  expect(security().queryByText(/^Two-factor authentication will be turned off/)).toBeNull()
  expect(security().queryByLabelText('Backup code')).toBeNull()
  const password = security().getByLabelText('Enter your password to confirm')
  expect(password).toBe(document.activeElement)
  await user.keyboard('quite wrong{Enter}')
  expect(await security().findByText('The password is not correct', ignore)).toBeTruthy()
  await user.type(password, `${temporary}{Enter}`)
  await newKey({ user })
  await expectOpen(world)
  expect(onScreen().queryByText(lead)).toBeNull()
})

test('starting afresh takes a backup code if two-factor is on, and turns it off', async () => {
  const { user, world, codes } = await openSecurity({ twoFactor: true })
  expect(security().getByText(/^On\. Only backup codes are accepted/)).toBeTruthy()
  await user.click(button('Start afresh…'))
  expect(security().getByText(/^Two-factor authentication will be turned off/)).toBeTruthy()
  const code = () => security().getByLabelText<HTMLInputElement>('Backup code')
  expect(security().getByLabelText('Enter your password to confirm')).toBe(document.activeElement)
  await user.keyboard(temporary)
  await user.type(code(), '123456{Enter}')
  expect(await security().findByText(/^The backup code is not correct/, ignore)).toBeTruthy()
  await user.clear(code())
  await user.type(code(), `${codes[0] ?? ''}{Enter}`)
  await newKey({ user })
  const profile = valueOf(await world.auth.profile())
  expect(profile).toMatchObject({ privateData: 'open', twoFactor: false })
  await openPage(user, 'Settings')
  expect(button('Set up…')).toBeTruthy()
})

test('keeps the authenticator of an account whose private data is opened', async () => {
  const { user, world, recoveryKey } = await openSecurity({ twoFactor: true })
  await user.click(button('Open private data…'))
  await user.type(security().getByLabelText('Former recovery key'), recoveryKey)
  await user.type(security().getByLabelText('Create a new password'), `${chosen}{Enter}`)
  await newKey({ user })
  valueOf(await world.auth.logOut())
  const asked = errorOf(await world.auth.logIn({ email: bob.email, password: chosen }))
  expect(asked).toEqual({ code: 'secondFactorRequired' })
})

test('turns two-factor off with a backup code while private data is sealed', async () => {
  const { user, codes } = await openSecurity({ twoFactor: true })
  await user.click(button('Turn off…'))
  await user.type(security().getByLabelText('Current password'), temporary)
  await user.type(security().getByLabelText('Backup code'), `${codes[0] ?? ''}{Enter}`)
  expect(await security().findByText('Not available until your private data is open.')).toBeTruthy()
})

test('asks for a backup code at a log-in without the authenticator, and blames no computer', async () => {
  const { user } = await openSealed({ twoFactor: true })
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await heading('Log in')
  await user.type(screen.getByLabelText('Email'), bob.email)
  await user.type(screen.getByLabelText('Password'), `${temporary}{Enter}`)
  expect(await screen.findByText(/^The codes of your app cannot be checked for now/, ignore)).toBeTruthy()
})

test('says that private data is open already, if it was opened meanwhile', async () => {
  const { user, world } = await openSecurity()
  await user.click(button('Start afresh…'))
  await user.keyboard(temporary)
  valueOf(await world.auth.openSealed({ formerPassword: bob.password, newPassword: chosen }))
  await user.keyboard('{Enter}')
  expect(await security().findByText('Your private data is open already.', ignore)).toBeTruthy()
})

test('opens one form at a time, and Esc returns the focus to its button', async () => {
  const { user } = await openSecurity()
  await user.click(button('Start afresh…'))
  await user.click(button('Open private data…'))
  expect(openForms().map(({ textContent }) => textContent)).toEqual(['Open private data…'])
  expect(security().getAllByRole('form')).toHaveLength(1)
  await user.keyboard('{Escape}')
  expect(button('Open private data…')).toBe(document.activeElement)
  await user.click(button('Start afresh…'))
  await user.keyboard('{Escape}')
  expect(button('Start afresh…')).toBe(document.activeElement)
  expect(openForms()).toEqual([])
})

test('offers no two-factor while private data is sealed, and says to keep former recovery keys', async () => {
  const { user } = await openSecurity()
  expect(security().getByText('Not available until your private data is open.')).toBeTruthy()
  expect(security().queryByRole('button', { name: 'Set up…' })).toBeNull()
  await user.click(button('Replace recovery key…'))
  expect(security().getByText(/^Keep your former recovery keys/)).toBeTruthy()
})

test('shows in Activity that private data was sealed, opened, and not opened', async () => {
  const { user, world, recoveryKey } = await openSealed()
  await world.auth.openSealed({ formerPassword: 'quite wrong', newPassword: chosen })
  valueOf(await world.auth.openSealed({ recoveryKey, newPassword: chosen }))
  await openPage(user, 'Activity')
  expect(await screen.findByText('Private data could not be opened')).toBeTruthy()
  const opened = screen.getAllByText('Private data opened').map(({ textContent }) => textContent)
  expect(opened).toEqual(['Private data opened', 'Private data opened Failed'])
})

test('offers two-factor after a new recovery key to an account without one that opens private data', async () => {
  const world = await createWorld()
  await registered(world.auth)
  const older = await withoutDataKey(world)
  await loggedIn(older.auth)
  const { user } = await openWindow({ world: older })
  await heading(homeHeading('ana'))
  await openPage(user, 'Settings')
  expect(security().queryByText('Private data')).toBeNull()
  expect(security().getByText(/^Create a new recovery key first/)).toBeTruthy()
  expect(security().queryByRole('button', { name: 'Set up…' })).toBeNull()
  await user.click(button('New recovery key…'))
  expect(security().getByText('You will get a new key. The old one stops working.')).toBeTruthy()
  await user.type(security().getByLabelText('Current password'), `${ana.password}{Enter}`)
  await heading('Save your recovery key')
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await heading(homeHeading('ana'))
  await openPage(user, 'Settings')
  expect(button('Set up…')).toBeTruthy()
})

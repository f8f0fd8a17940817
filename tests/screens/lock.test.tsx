import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, atPage, card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow, type OpenWindow } from '../support/open-window'
import { ana, bob, errorOf, registered, valueOf } from '../support/people'

const hour = 3_600_000
const password = () => screen.getByLabelText('Password')
const findLocked = () => screen.findByRole('heading', { level: 1, name: 'Locked' })
const findHome = () => screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
const findSettings = () => screen.findByRole('heading', { level: 1, name: 'Settings' })

/** Locks with the menu command. */
async function lock({ system }: Pick<OpenWindow, 'system'>) {
  act(() => system.choose('lock'))
  await findLocked()
}

const newPassword = 'quivering teapot mandolin'
const wrongKey = '0'.repeat(25)

/** Locks and follows "Forgot your password?". */
async function openReset(opened: OpenWindow) {
  await lock(opened)
  await opened.user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
}

async function reset({ user }: OpenWindow, email: string, recoveryKey: string) {
  for (const [label, value] of [
    ['Email', email],
    ['Recovery key', recoveryKey],
    ['Create a new password', newPassword],
  ] as const) {
    await user.clear(screen.getByLabelText(label))
    await user.type(screen.getByLabelText(label), value)
  }
  await user.keyboard('{Enter}')
}

async function renewedKey({ world }: OpenWindow) {
  return valueOf(await world.auth.renewRecoveryKey({ password: ana.password })).recoveryKey
}

test('removes the session from the page instead of hiding it', async () => {
  const opened = await atHome()
  await lock(opened)
  expect(document.title).toMatch(/^Locked - Latchkey/)
  expect(password()).toBe(document.activeElement)
  expect(document.body.textContent).not.toContain('ana')
  expect(screen.queryByRole('region')).toBeNull()
  expect(onScreen().getByText('This session is locked. Enter your password to continue.')).toBeTruthy()
  expect(onScreen().getByText(/This ends the locked session\./)).toBeTruthy()
  expect(errorOf(await opened.world.auth.profile())).toEqual({ code: 'locked' })
})

test('exposes the account to password managers only', async () => {
  await lock(await atHome())
  const email = document.querySelector<HTMLInputElement>('input[name="email"]')
  expect(email).toMatchObject({ value: ana.email, hidden: true, autocomplete: 'username' })
  expect(password().getAttribute('autocomplete')).toBe('current-password')
})

test('shows the display name if the account allows it', async () => {
  const opened = await atHome({
    before: async (auth) => {
      valueOf(await auth.logIn(ana))
      valueOf(await auth.updatePreferences({ displayName: 'Ana Ž', preferences: { showOnLogIn: true } }))
      valueOf(await auth.updatePreferences({ displayName: 'ana' }))
    },
  })
  await lock(opened)
  expect(onScreen().getByText('This is ana’s session. Enter the password to continue.')).toBeTruthy()
  expect(onScreen().getByText(/This ends ana’s session\./)).toBeTruthy()
})

test('restores an unsaved display name after an unlock, but no password', async () => {
  const opened = await atPage('Settings')
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  await user.keyboard('half a password')
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  await lock(opened)
  expect(document.documentElement.outerHTML).not.toContain('Maria')
  await user.keyboard(`${ana.password}{Enter}`)
  await findSettings()
  expect(screen.getByLabelText<HTMLInputElement>('Display name').value).toBe('ana Maria')
  expect(screen.queryByLabelText('Current password')).toBeNull()
  expect(document.documentElement.outerHTML).not.toContain('half a password')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await within(card('Profile')).findByText('ana Maria')
})

test('discards an unsaved display name with the session', async () => {
  const opened = await atPage('Settings')
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  await lock(opened)
  await user.click(screen.getByRole('link', { name: 'Log in as someone else' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.type(password(), `${ana.password}{Enter}`)
  await findHome()
  await openPage(user, 'Settings')
  expect(screen.queryByLabelText('Display name')).toBeNull()
})

test('reports a wrong password, stays locked, and pauses after repeated attempts', async () => {
  const opened = await atHome()
  const { user, announced } = opened
  await lock(opened)
  await user.keyboard('{Enter}')
  expect(await onScreen().findByText('Enter your password')).toBeTruthy()
  await user.keyboard('wrong{Enter}')
  expect(await onScreen().findByText('The password is not correct')).toBeTruthy()
  await waitFor(() => expect(password()).toMatchObject({ value: '' }))
  expect(password()).toBe(document.activeElement)
  expect(announced().assertive).toBe('The password is not correct')
  for (let tries = 0; tries < 4; tries += 1) await opened.world.auth.unlock({ password: 'wrong' })
  await user.keyboard('wrong{Enter}')
  expect(await onScreen().findAllByText(/Too many attempts\. You can try again in/)).not.toHaveLength(0)
})

test('locks with the system, despite an open dialog with a half-typed password', async () => {
  const { user, world } = await atPage('Settings')
  await user.click(screen.getByRole('button', { name: 'Delete account…' }))
  await user.keyboard('half a pass')
  act(() => void world.systemLocks())
  await findLocked()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(password()).toMatchObject({ value: '' })
  expect(document.getElementById('live-polite')?.closest('dialog')).toBeNull()
})

test('shows the lock on the next call if the event was lost', async () => {
  const { user, world } = await atPage('Settings')
  await world.auth.lock()
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard('{Enter}')
  await findLocked()
})

test('ignores an outcome that arrives after the lock', async () => {
  const opened = await atPage('Settings')
  const { user, hold } = opened
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  const release = hold()
  await user.keyboard('{Enter}')
  act(() => void opened.world.systemLocks())
  await findLocked()
  release()
  await act(opened.answered)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Locked')
})

test('shows Log in when a locked session expires after eight hours', async () => {
  const opened = await atHome()
  await lock(opened)
  opened.world.clock.advance(8 * hour)
  act(() => void opened.world.tick())
  expect(await onScreen().findByText('Your session has ended. Log in again.')).toBeTruthy()
  expect(document.documentElement.outerHTML).not.toContain(ana.email)
})

test('keeps the session locked during a password reset, fills in no email, and Back returns to it', async () => {
  const opened = await atPage('Settings')
  const { user, world } = opened
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  await openReset(opened)
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
  expect(screen.getByLabelText('Email')).toMatchObject({ value: '' })
  expect(document.documentElement.outerHTML).not.toContain('Maria')
  await user.click(screen.getByRole('link', { name: 'Back' }))
  await findLocked()
  expect(password()).toBe(document.activeElement)
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Settings' })
  expect(screen.getByLabelText<HTMLInputElement>('Display name').value).toBe('ana Maria')
})

test('opens nothing but the lock from a password reset of a locked session', async () => {
  const opened = await atHome()
  const { user, system } = opened
  await openReset(opened)
  act(() => system.choose('createAccount'))
  act(() => system.choose('import'))
  await user.click(screen.getByRole('link', { name: 'Latchkey' }))
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Reset your password')
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  await findLocked()
})

test('logs out of a locked session from the menu during a password reset', async () => {
  const opened = await atHome()
  await openReset(opened)
  act(() => opened.system.choose('logOut'))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(errorOf(await opened.world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

test('stays locked after a refused reset, and ends the session when the reset succeeds', async () => {
  const opened = await atHome()
  const { user, world } = opened
  const recoveryKey = await renewedKey(opened)
  await openReset(opened)
  await reset(opened, ana.email, wrongKey)
  await onScreen().findByText('The email and the recovery key or code do not match')
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
  await reset(opened, ana.email, recoveryKey)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  await act(opened.answered)
  expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  await user.keyboard(`${newPassword}{Enter}`)
  await findHome()
})

test('ends the locked session when someone else resets their password, so that they can log in', async () => {
  let bobsKey = ''
  const opened = await atHome({ before: async (auth) => void (bobsKey = await registered(auth, bob)) })
  const { user, world } = opened
  await openReset(opened)
  await reset(opened, bob.email, bobsKey)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  await act(opened.answered)
  expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  await user.keyboard(`${newPassword}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('bob') })
})

test('keeps the input of a reset when the locked session expires; Back then leads to Log in', async () => {
  const opened = await atHome()
  const { user, world } = opened
  await openReset(opened)
  await user.type(screen.getByLabelText('Email'), 'half@')
  world.clock.advance(8 * hour)
  act(() => void world.tick())
  expect(screen.getByLabelText('Email')).toMatchObject({ value: 'half@' })
  await user.click(screen.getByRole('link', { name: 'Back' }))
  expect(await onScreen().findByText('Your session has ended. Log in again.')).toBeTruthy()
})

test('asks for the password, without a name, when the page reloads in a locked session', async () => {
  const { world, user } = await atHome()
  valueOf(await world.auth.lock())
  cleanup()
  await openWindow({ world })
  await findLocked()
  expect(onScreen().getByText('This session is locked. Enter your password to continue.')).toBeTruthy()
  await user.type(password(), `${ana.password}{Enter}`)
  await findHome()
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
})

test('locks with the button; the menu command has no effect while a recovery key is shown', async () => {
  const { user, system, callCounts } = await atHome({ saved: false })
  await user.click(screen.getByRole('button', { name: 'Create a recovery key' }))
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { name: 'Save your recovery key' })
  act(() => system.choose('lock'))
  expect(callCounts['lock']).toBeUndefined()
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await findHome()
  await user.click(screen.getByRole('button', { name: 'Lock' }))
  await findLocked()
})

test('removes a recovery key when the system locks, and offers a new one after the unlock', async () => {
  const { user, world } = await atHome({ saved: false })
  await user.click(screen.getByRole('button', { name: 'Create a recovery key' }))
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { name: 'Save your recovery key' })
  const key = document.querySelector('output')?.textContent ?? ''
  act(() => void world.systemLocks())
  await findLocked()
  expect(document.documentElement.outerHTML).not.toContain(key)
  await user.keyboard(`${ana.password}{Enter}`)
  await findHome()
  expect(screen.getByRole('button', { name: 'Create a recovery key' })).toBeTruthy()
})

test('shows the lock in French', async () => {
  const { world } = await atHome()
  valueOf(await world.auth.lock())
  cleanup()
  await openWindow({ world, language: 'fr' })
  await screen.findByRole('heading', { level: 1, name: 'Session verrouillée' })
  const lead = 'Cette session est verrouillée. Saisissez votre mot de passe pour continuer.'
  expect(onScreen().getByText(lead)).toBeTruthy()
})

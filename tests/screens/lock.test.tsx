import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, card } from '../support/at-home'
import { onScreen, openWindow, type OpenWindow } from '../support/open-window'
import { ana, errorOf, valueOf } from '../support/people'

const hour = 3_600_000
const password = () => screen.getByLabelText('Password')
const findLocked = () => screen.findByRole('heading', { level: 1, name: 'Locked' })
const findHome = (name = 'ana') => screen.findByRole('heading', { level: 1, name: `Welcome, ${name}` })

/** Locks with the menu command. */
async function lock({ system }: Pick<OpenWindow, 'system'>) {
  act(() => system.choose('lock'))
  await findLocked()
}

test('removes the session from the page instead of hiding it', async () => {
  const opened = await atHome()
  await lock(opened)
  expect(document.title).toMatch(/^Locked - Latchkey/)
  expect(password()).toBe(document.activeElement)
  expect(document.body.textContent).not.toContain('ana')
  expect(screen.queryByRole('region')).toBeNull()
  expect(onScreen().getByText('This is a…’s session. Enter the password to continue.')).toBeTruthy()
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

test('unlocks with the password and returns to the same card', async () => {
  const opened = await atHome()
  act(() => opened.system.choose('securitySettings'))
  const security = within(card('Security')).getByRole('heading', { level: 2 })
  await waitFor(() => expect(security).toBe(document.activeElement))
  await lock(opened)
  await opened.user.keyboard(`${ana.password}{Enter}`)
  await findHome()
  await waitFor(() => expect(within(card('Security')).getByRole('heading', { level: 2 })).toBe(document.activeElement))
})

test('restores an unsaved display name after an unlock, but no password', async () => {
  const opened = await atHome()
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  await user.keyboard('half a password')
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  await lock(opened)
  expect(document.documentElement.outerHTML).not.toContain('Maria')
  await user.keyboard(`${ana.password}{Enter}`)
  await findHome()
  expect(screen.getByLabelText<HTMLInputElement>('Display name').value).toBe('ana Maria')
  expect(screen.queryByLabelText('Current password')).toBeNull()
  expect(document.documentElement.outerHTML).not.toContain('half a password')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await findHome('ana Maria')
})

test('discards an unsaved display name with the session', async () => {
  const opened = await atHome()
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard(' Maria')
  await lock(opened)
  await user.click(screen.getByRole('link', { name: 'Log in as someone else' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.type(password(), `${ana.password}{Enter}`)
  await findHome()
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
  const { user, world } = await atHome()
  await user.click(screen.getByRole('button', { name: 'Delete account…' }))
  await user.keyboard('half a pass')
  act(() => void world.systemLocks())
  await findLocked()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(password()).toMatchObject({ value: '' })
  expect(document.getElementById('live-polite')?.closest('dialog')).toBeNull()
})

test('shows the lock on the next call if the event was lost', async () => {
  const { user, world } = await atHome()
  await world.auth.lock()
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard('{Enter}')
  await findLocked()
})

test('ignores an outcome that arrives after the lock', async () => {
  const opened = await atHome()
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

test('ends the session before a password reset, and fills in no email', async () => {
  const opened = await atHome()
  const { user, world } = opened
  await lock(opened)
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect(screen.getByLabelText('Email')).toMatchObject({ value: '' })
  await user.click(screen.getByRole('link', { name: 'Back' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
})

test('asks for the password, without a name, when the page reloads in a locked session', async () => {
  const { world, user } = await atHome()
  valueOf(await world.auth.lock())
  const { cleanup } = await import('@testing-library/react')
  cleanup()
  await openWindow({ world })
  await findLocked()
  expect(onScreen().getByText('This session is locked. Enter its password to continue.')).toBeTruthy()
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

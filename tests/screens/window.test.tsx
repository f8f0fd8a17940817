import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

test('has exactly two live regions, from the start and on every screen', async () => {
  const { user } = await openWindow()
  const regions = () => [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].map(({ id }) => id)
  expect(regions()).toEqual(['live-polite', 'live-assertive'])
  await user.click(screen.getByRole('button', { name: 'Create an account' }))
  await user.click(screen.getByRole('button', { name: 'Create account' }))
  expect(regions()).toEqual(['live-polite', 'live-assertive'])
})

test('leads past the header with the first Tab', async () => {
  const { user } = await openWindow()
  act(() => (document.activeElement as HTMLElement).blur())
  await user.tab()
  expect(document.activeElement?.textContent).toBe('Skip to main content')
  await user.keyboard('{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('main'))
})

test('names the main part after the heading', async () => {
  await openWindow()
  expect(screen.getByRole('main', { name: 'Welcome' })).toBeTruthy()
})

test('shows Welcome with both ways from the app’s name, Log in first, once there is an account', async () => {
  const world = await createWorld()
  await registered(world.auth)
  const { user } = await openWindow({ world })
  await user.click(screen.getByRole('link', { name: 'Latchkey' }))
  const ways = onScreen().getAllByRole('button')
  expect(ways.map((way) => way.textContent)).toEqual(['Log in', 'Create an account'])
})

test('follows a language that the menu bar chooses', async () => {
  const { system } = await openWindow()
  act(() => system.changeSettings({ language: 'fr', resolvedLanguage: 'fr' }))
  await screen.findByRole('heading', { level: 1, name: 'Bienvenue' })
  expect(document.documentElement.lang).toBe('fr')
  expect(document.title).toMatch(/^Bienvenue - Latchkey/)
})

test('ignores a menu command that would drop a key shown once', async () => {
  const { user, system, sent } = await openWindow()
  await user.click(screen.getByRole('button', { name: 'Create an account' }))
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  act(() => system.choose('createAccount'))
  act(() => system.choose('logOut'))
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  await user.click(screen.getByRole('link', { name: 'Latchkey' }))
  expect(screen.getByRole('heading', { level: 1, name: 'Save your recovery key' })).toBeTruthy()
  expect(sent['logOut']).toBeUndefined()
})

test('puts a lost focus back when somebody returns to the window', async () => {
  const world = await createWorld()
  await registered(world.auth)
  await openWindow({ world })
  const password = screen.getByLabelText('Password')
  act(() => password.focus())
  act(() => password.blur())
  expect(document.activeElement).toBe(document.body)
  act(() => void window.dispatchEvent(new Event('focus')))
  expect(document.activeElement).toBe(password)
})

test('says what had to be recovered when the accounts were opened', async () => {
  const { said } = await openWindow({
    prepare: (system) => (system.storeNotice = { recovered: 'fromBackup', at: Date.UTC(2026, 10, 20) }),
  })
  expect(onScreen().getAllByRole('button', { name: 'Close' })).toHaveLength(1)
  // Both at once: neither the screen nor the notice silences the other.
  expect(said().polite).toContain('Welcome')
  expect(said().polite).toContain('The accounts were recovered.')
})

test('opens the accounts again on demand when they could not be opened', async () => {
  const world = await createWorld()
  let broken = true
  const welcome = () =>
    broken
      ? Promise.resolve({ ok: false, error: { code: 'storage', reason: 'locked' } } as const)
      : world.auth.welcome()
  const { user, system } = await openWindow({ world: { ...world, auth: { ...world.auth, welcome } } })
  await screen.findByRole('heading', { level: 1, name: 'The accounts cannot be opened' })
  system.reopens = { code: 'storage', reason: 'locked' }
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByRole('heading', { level: 1, name: 'The accounts cannot be opened' })).toBeTruthy()
  system.reopens = null
  broken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Welcome' })).toBeTruthy())
})

test('says what it waits for when the accounts take long to open', async () => {
  const world = await createWorld()
  let opened = () => {}
  const opening = new Promise<void>((done) => (opened = done))
  const welcome = async () => {
    await opening
    return world.auth.welcome()
  }
  const window = openWindow({ world: { ...world, auth: { ...world.auth, welcome } } })
  await screen.findByRole('main')
  await onScreen().findByText('Opening your session…')
  expect(screen.getByRole('heading', { level: 1, name: 'Welcome' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Create an account' })).toBeNull()
  opened()
  await window
  expect(screen.getByRole('button', { name: 'Create an account' })).toBeTruthy()
})

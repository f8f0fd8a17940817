import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

async function openWithAna() {
  const world = await createWorld()
  await registered(world.auth)
  return openWindow({ world })
}

test('has exactly two live regions, from the start and on every screen', async () => {
  const { user } = await openWindow()
  const regions = () => [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].map(({ id }) => id)
  expect(regions()).toEqual(['live-polite', 'live-assertive'])
  await user.click(screen.getByRole('button', { name: 'Create an account' }))
  await user.click(screen.getByRole('button', { name: 'Create account' }))
  expect(regions()).toEqual(['live-polite', 'live-assertive'])
})

test('offers to skip the header with the first Tab', async () => {
  const { user } = await openWindow()
  act(() => (document.activeElement as HTMLElement).blur())
  await user.tab()
  expect(document.activeElement?.textContent).toBe('Skip to main content')
  await user.keyboard('{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
})

test('labels the main landmark with the heading', async () => {
  await openWindow()
  expect(screen.getByRole('main', { name: 'Welcome' })).toBeTruthy()
})

test('opens Welcome from the app name, with Log in before Create an account once an account exists', async () => {
  const world = await createWorld()
  await registered(world.auth)
  const { user } = await openWindow({ world })
  await user.click(screen.getByRole('link', { name: 'Latchkey' }))
  const buttons = onScreen().getAllByRole('button')
  expect(buttons.map((button) => button.textContent)).toEqual(['Log in', 'Create an account'])
})

test('applies a language that is chosen in the menu bar', async () => {
  const { system } = await openWindow()
  act(() => system.changeSettings({ language: 'fr', resolvedLanguage: 'fr' }))
  await screen.findByRole('heading', { level: 1, name: 'Bienvenue' })
  expect(document.documentElement.lang).toBe('fr')
  expect(document.title).toMatch(/^Bienvenue - Latchkey/)
})

test('ignores menu commands that would discard a recovery key on the screen', async () => {
  const { user, system, callCounts } = await openWindow()
  await user.click(screen.getByRole('button', { name: 'Create an account' }))
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  act(() => system.choose('createAccount'))
  act(() => system.choose('logOut'))
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  await user.click(screen.getByRole('link', { name: 'Latchkey' }))
  expect(screen.getByRole('heading', { level: 1, name: 'Save your recovery key' })).toBeTruthy()
  expect(callCounts['logOut']).toBeUndefined()
})

test('restores a lost focus when the window regains focus', async () => {
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

test('announces a recovery together with the first screen', async () => {
  const { announced } = await openWindow({
    prepare: (system) => (system.storeNotice = { recovered: 'fromBackup', at: Date.UTC(2026, 10, 20) }),
  })
  expect(onScreen().getAllByRole('button', { name: 'Close' })).toHaveLength(1)
  // Both are announced: neither the screen nor the notice replaces the other.
  expect(announced().polite).toContain('Welcome')
  expect(announced().polite).toContain('The accounts were recovered.')
})

test('clears both live regions when the screen changes, but not what the new screen announces', async () => {
  const { user, announced } = await openWithAna()
  await user.keyboard(`${ana.email}{Tab}wrong{Enter}`)
  await waitFor(() => expect(announced().assertive).toBe('The email or password is not correct'))
  await user.click(screen.getByRole('link', { name: 'Create an account' }))
  await screen.findByRole('heading', { level: 1, name: 'Create an account' })
  expect(announced()).toEqual({ polite: 'Create an account', assertive: '' })
})

test('leaves no error of an earlier screen in a dialog', async () => {
  const { user, system, announced } = await openWithAna()
  await user.keyboard(`${ana.email}{Tab}wrong{Enter}`)
  await waitFor(() => expect(announced().assertive).toBe('The email or password is not correct'))
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  act(() => system.choose('import'))
  const dialog = await screen.findByRole('dialog')
  expect(dialog.contains(document.getElementById('live-assertive'))).toBe(true)
  expect(dialog.textContent).not.toContain('not correct')
})

test('clears both live regions when the language changes', async () => {
  const { user, system, announced } = await openWithAna()
  await user.keyboard(`${ana.email}{Tab}wrong{Enter}`)
  await waitFor(() => expect(announced().assertive).toBe('The email or password is not correct'))
  expect(announced().polite).not.toBe('')
  act(() => system.changeSettings({ language: 'fr', resolvedLanguage: 'fr' }))
  await screen.findByRole('heading', { level: 1, name: 'Se connecter' })
  await waitFor(() => expect(announced()).toEqual({ polite: '', assertive: '' }))
})

test('counts Tab and the arrow keys as use of the keyboard, but not typing, Enter or the pointer', async () => {
  const { user } = await openWithAna()
  const heading = () => screen.getByRole('heading', { level: 1 })
  const showsRing = () => 'keyboard' in document.documentElement.dataset
  await user.click(screen.getByLabelText('Email'))
  expect(showsRing()).toBe(false)
  await user.keyboard('{Tab}')
  expect(showsRing()).toBe(true)
  await user.click(screen.getByLabelText('Email'))
  await user.keyboard('{ArrowLeft}')
  expect(showsRing()).toBe(true)
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  expect(heading()).toBe(document.activeElement)
  expect(showsRing()).toBe(false)
})

test('keeps the ring for a person who presses buttons with the space bar', async () => {
  const { user } = await openWindow()
  await user.tab()
  act(() => screen.getByRole('button', { name: 'Create an account' }).focus())
  await user.keyboard(' ')
  await screen.findByRole('heading', { level: 1, name: 'Create an account' })
  expect('keyboard' in document.documentElement.dataset).toBe(true)
})

test('retries on request if the accounts could not be opened', async () => {
  const world = await createWorld()
  let broken = true
  const welcome = () =>
    broken
      ? Promise.resolve({ ok: false, error: { code: 'storage', reason: 'locked' } } as const)
      : world.auth.welcome()
  const { user, system } = await openWindow({ world: { ...world, auth: { ...world.auth, welcome } } })
  await screen.findByRole('heading', { level: 1, name: 'The accounts cannot be opened' })
  system.reopenError = { code: 'storage', reason: 'locked' }
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByRole('heading', { level: 1, name: 'The accounts cannot be opened' })).toBeTruthy()
  system.reopenError = null
  broken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Welcome' })).toBeTruthy())
})

test('says what it is waiting for if the accounts take long to open', async () => {
  const world = await createWorld()
  let finishOpening = () => {}
  const opening = new Promise<void>((resolve) => (finishOpening = resolve))
  const welcome = async () => {
    await opening
    return world.auth.welcome()
  }
  const window = openWindow({ world: { ...world, auth: { ...world.auth, welcome } } })
  await screen.findByRole('main')
  await onScreen().findByText('Opening your session…')
  expect(screen.getByRole('heading', { level: 1, name: 'Welcome' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Create an account' })).toBeNull()
  finishOpening()
  await window
  expect(screen.getByRole('button', { name: 'Create an account' })).toBeTruthy()
})

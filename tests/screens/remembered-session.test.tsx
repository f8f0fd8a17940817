import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { createFakeKeyStore } from '../support/key-store'
import { onScreen, openWindow } from '../support/open-window'
import { ana, errorOf, registered, valueOf } from '../support/people'
import type { KeyStoreState } from '../support/safe-storage'
import { createWorld } from '../support/world'

const rememberCheckbox = () => screen.getByRole('checkbox', { name: 'Keep me logged in on this computer' })
const findHome = () => screen.findByRole('heading', { level: 1, name: homeHeading('ana') })

/** Opens Log in with one account and the given key store. */
async function openLogIn(state: KeyStoreState) {
  const keyStore = createFakeKeyStore(state)
  const world = await createWorld({ keyStore })
  await registered(world.auth)
  return { ...(await openWindow({ world })), keyStore }
}

/** Restarts the app after a session was remembered. */
async function afterRestart(change: (keyStore: ReturnType<typeof createFakeKeyStore>) => void) {
  const keyStore = createFakeKeyStore()
  const before = await createWorld({ keyStore })
  await registered(before.auth)
  valueOf(await before.auth.logIn({ ...ana, remember: true }))
  const world = await before.restart()
  change(keyStore)
  return { world, keyStore }
}

test('offers to remember the session, unchecked and with a warning', async () => {
  const { user, world } = await openLogIn('real')
  expect(rememberCheckbox()).toMatchObject({ checked: false, name: 'keepLoggedIn' })
  const hint = document.getElementById(rememberCheckbox().getAttribute('aria-describedby') ?? '')
  expect(hint?.textContent).toBe('Anyone who can use this computer could then open your account.')
  await user.keyboard(`${ana.email}{Tab}${ana.password}`)
  await user.click(rememberCheckbox())
  await user.click(screen.getByRole('button', { name: 'Log in' }))
  await findHome()
  expect(valueOf(await world.auth.profile()).session.remembered).toBe(true)
  await openPage(user, 'Settings')
  expect(within(card('This session')).getByText('Yes, until December 22, 2026')).toBeTruthy()
})

test('does not remember the session unless asked to', async () => {
  const { user } = await openLogIn('real')
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await findHome()
  await openPage(user, 'Settings')
  expect(within(card('This session')).getByText('No. The session ends when the app closes.')).toBeTruthy()
  expect(within(card('This session')).getByText('Available')).toBeTruthy()
})

test.each(['none', 'hardCodedKey'] as const)(
  'explains that sessions cannot be remembered: key store %s',
  async (state) => {
    const { user } = await openLogIn(state)
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(
      onScreen().getByText('This computer has no secure storage, so you will be asked for your password each time.'),
    ).toBeTruthy()
    await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
    await findHome()
    await openPage(user, 'Settings')
    expect(within(card('This session')).getByText('Not available on this computer')).toBeTruthy()
  },
)

test('opens the remembered session after a restart', async () => {
  const { world } = await afterRestart(() => undefined)
  await openWindow({ world })
  await findHome()
})

test('asks for the password, and says why, if the key store cannot be opened', async () => {
  const { world } = await afterRestart((keyStore) => (keyStore.state = 'denied'))
  await openWindow({ world })
  const words = 'Your saved session could not be read from secure storage. Log in with your password.'
  expect(await onScreen().findByText(words)).toBeTruthy()
})

test('reports that a remembered session has expired', async () => {
  const { world } = await afterRestart(() => undefined)
  world.clock.advance(31 * 86_400_000)
  await openWindow({ world })
  expect(await onScreen().findByText('Your session has ended. Log in again.')).toBeTruthy()
})

test('stops remembering the session on request without ending it', async () => {
  const keyStore = createFakeKeyStore()
  const { user, world } = await atHome({
    keyStore,
    before: async (auth) => void valueOf(await auth.logIn({ ...ana, remember: true })),
  })
  await openPage(user, 'Settings')
  expect(within(card('This session')).queryByRole('button', { name: 'Stop keeping me logged in' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.click(rememberCheckbox())
  await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
  await findHome()
  await openPage(user, 'Settings')
  await user.click(screen.getByRole('button', { name: 'Stop keeping me logged in' }))
  const answer = await within(card('This session')).findByText('No. The session ends when the app closes.')
  await waitFor(() => expect(answer).toBe(document.activeElement))
  expect(valueOf(await world.auth.profile()).session.remembered).toBe(false)
})

test('offers Log in instead while the key store prompts, and discards the late session', async () => {
  let release = () => {}
  const { world } = await afterRestart((keyStore) => (release = keyStore.hold()))
  const opening = openWindow({ world })
  const instead = await screen.findByRole('link', { name: 'Log in instead' })
  act(() => instead.click())
  const { answered } = await opening
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  release()
  await act(answered)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Log in')
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

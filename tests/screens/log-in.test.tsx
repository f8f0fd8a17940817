import { act, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow } from '../support/open-window'
import { ana, bob, loggedIn, registered, valueOf } from '../support/people'
import { createWorld, type World } from '../support/world'

async function openLogIn(world = createWorld()) {
  const opened = await world
  await registered(opened.auth)
  return openWindow({ world: opened })
}

const email = () => screen.getByLabelText<HTMLInputElement>('Email')
const password = () => screen.getByLabelText<HTMLInputElement>('Password')
const button = () => screen.getByRole('button', { name: /^Log in/ })
const wrong = 'The email or password is not correct'

async function attempt(user: UserEvent, typedEmail: string, typedPassword: string) {
  await user.clear(email())
  await user.type(email(), typedEmail)
  await user.clear(password())
  await user.type(password(), `${typedPassword}{Enter}`)
  await waitFor(() => expect(document.querySelector('form[aria-busy=true]')).toBeNull())
}

async function untilPaused(user: UserEvent, typedEmail = ana.email) {
  for (let n = 0; n < 6; n += 1) await attempt(user, typedEmail, 'not it')
  await onScreen().findAllByText(/Too many attempts/)
}

test('sets the field attributes that password managers and on-screen keyboards need', async () => {
  await openLogIn()
  const attributes = (field: HTMLElement) =>
    ['name', 'type', 'autocomplete', 'autocapitalize', 'spellcheck', 'aria-required', 'maxlength', 'placeholder'].map(
      (name) => field.getAttribute(name),
    )
  expect(attributes(email())).toEqual(['email', 'email', 'username', 'none', 'false', 'true', null, null])
  expect(attributes(password())).toEqual([
    'password',
    'password',
    'current-password',
    'none',
    'false',
    'true',
    null,
    null,
  ])
})

test('logs in with the keyboard alone', async () => {
  const { user } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
})

test('requires both fields, but applies no rule for new passwords', async () => {
  const { user, callCounts } = await openLogIn()
  await user.click(button())
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(
    expect.arrayContaining(['Enter your email', 'Enter your password']),
  )
  expect(callCounts['logIn']).toBeUndefined()
  await attempt(user, 'no shape at all', '1234')
  expect(callCounts['logIn']).toBe(1)
  expect(onScreen().getByText(wrong)).toBeTruthy()
})

test('renders a wrong password and an unknown email identically', async () => {
  const { user } = await openLogIn()
  await attempt(user, ana.email, 'not it')
  const known = [screen.getByRole('main').innerHTML.replaceAll(ana.email, ''), document.activeElement]
  await attempt(user, 'nobody@example.com', 'not it')
  const unknown = [screen.getByRole('main').innerHTML.replaceAll('nobody@example.com', ''), document.activeElement]
  expect(unknown).toEqual(known)
  expect(onScreen().getByText(wrong)).toBeTruthy()
})

test('keeps the email, and clears and focuses the password, after a refusal', async () => {
  const { user, announced } = await openLogIn()
  await attempt(user, ana.email, 'not it')
  expect(email().value).toBe(ana.email)
  expect(password().value).toBe('')
  expect(password()).toBe(document.activeElement)
  expect(announced().assertive).toBe(wrong)
  for (const field of [email(), password()]) {
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const description = document.getElementById(field.getAttribute('aria-describedby') ?? '')
    expect(description?.textContent).toContain(wrong)
  }
})

test('announces the same refusal again', async () => {
  const { user, announced } = await openLogIn()
  await attempt(user, ana.email, 'not it')
  await user.type(password(), 'not it{Enter}')
  await waitFor(() => expect(announced().assertive).toBe(''))
  await waitFor(() => expect(announced().assertive).toBe(wrong))
})

test('pauses after five wrong passwords, shows for how long, and sends nothing meanwhile', async () => {
  const { user, callCounts, announced } = await openLogIn()
  await untilPaused(user)
  expect(onScreen().getByText('Too many attempts. You can try again in 0:30.')).toBeTruthy()
  expect(announced().polite).toBe('Too many attempts. You can try again in 30 seconds.')
  expect(button().getAttribute('aria-disabled')).toBe('true')
  expect(button().textContent).toBe('Log in (in 0:30)')
  const before = callCounts['logIn']
  await user.click(button())
  expect(callCounts['logIn']).toBe(before)
  await waitFor(() => expect(announced().polite).toBe('Too many attempts. You can try again in 30 seconds.'))
  expect(email().readOnly).toBe(false)
})

test('counts down a pause, announces 10 seconds and its end, and then allows log-in', async () => {
  const { user, world, announced } = await openLogIn()
  await untilPaused(user)
  world.clock.advance(7_000)
  await onScreen().findByText('Too many attempts. You can try again in 0:23.')
  expect(announced().polite).toBe('Too many attempts. You can try again in 30 seconds.')
  world.clock.advance(13_000)
  await waitFor(() => expect(announced().polite).toBe('Too many attempts. You can try again in 10 seconds.'))
  world.clock.advance(10_000)
  await waitFor(() => expect(announced().polite).toBe('You can try again now'))
  expect(button().getAttribute('aria-disabled')).toBeNull()
  await attempt(user, ana.email, ana.password)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
})

test('does not prolong a pause when the clock is set back', async () => {
  const { user, world } = await openLogIn()
  await untilPaused(user)
  world.clock.shiftWall(-60 * 60_000)
  world.clock.advance(20_000)
  await onScreen().findByText('Too many attempts. You can try again in 0:10.')
})

test('pauses only the email that was tried', async () => {
  const world = await createWorld()
  await registered(world.auth, bob)
  const { user } = await openLogIn(Promise.resolve(world))
  await untilPaused(user)
  await attempt(user, bob.email, bob.password)
  await screen.findByRole('heading', { level: 1, name: homeHeading('bob') })
})

test('keeps a pause across a restart', async () => {
  const world = await createWorld()
  await registered(world.auth)
  for (let n = 0; n < 5; n += 1) await world.auth.logIn({ ...ana, password: 'not it' })
  const { user } = await openWindow({ world: await world.restart() })
  await attempt(user, ana.email, ana.password)
  await onScreen().findByText('Too many attempts. You can try again in 0:30.')
  expect(password().value).toBe(ana.password)
})

test('keeps the typed email, but not the password, on the way to the reset and back', async () => {
  const { user } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}half a passw`)
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  expect(email().value).toBe(ana.email)
  expect(screen.getByLabelText('Recovery key')).toBe(document.activeElement)
  await user.click(screen.getByRole('link', { name: 'Back' }))
  expect(email().value).toBe(ana.email)
  expect(password().value).toBe('')
})

test('confirms the log-out without naming the account', async () => {
  const { user, announced } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  const [logOut] = screen.getAllByRole('button', { name: 'Log out' })
  if (logOut) await user.click(logOut)
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(onScreen().getByText('You are logged out.')).toBeTruthy()
  await waitFor(() => expect(announced().polite).toBe('You are logged out.'))
  expect(document.documentElement.outerHTML).not.toContain('ana')
  expect(email().value).toBe('')
})

test('says so when the account of an open session was deleted', async () => {
  const { user, world } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  const row = world.accounts.deps.tables.users.findUserBy({ email: ana.email })
  world.accounts.deps.tables.users.removeUser(row.id)
  act(() => void world.tick())
  await onScreen().findByText('That account is no longer on this computer.')
  expect(document.documentElement.outerHTML).not.toContain(ana.email)
})

test('ends a session that opens after its screen was left', async () => {
  const { user, world, hold, callCounts } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}${ana.password}`)
  const release = hold()
  await user.keyboard('{Enter}')
  await waitFor(async () => expect((await world.auth.profile()).ok).toBe(true))
  await user.click(screen.getByRole('link', { name: 'Create an account' }))
  release()
  await waitFor(() => expect(callCounts['logOut']).toBe(1))
  expect(screen.getByRole('heading', { level: 1, name: 'Create an account' })).toBeTruthy()
  expect((await world.auth.profile()).ok).toBe(false)
})

const disabled = 'An owner has disabled this account. Ask an owner of this Latchkey.'

/** Ana has disabled Bob's account and logged out. */
async function disableBob({ auth }: World) {
  await registered(auth, bob)
  await loggedIn(auth)
  const { accounts } = valueOf(await auth.accounts({ search: bob.email }))
  valueOf(await auth.setAccountState({ id: accounts[0]?.id ?? 0, state: 'disabled', password: ana.password }))
  valueOf(await auth.logOut())
}

test('tells a disabled person whom to ask, without a retry, and clears the password', async () => {
  const { user, world, announced } = await openLogIn()
  await disableBob(world)
  await attempt(user, bob.email, bob.password)
  const alert = onScreen().getByText(disabled)
  expect(alert.closest('[tabindex="-1"]')).toBe(document.activeElement)
  expect(announced().assertive).toBe(disabled)
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
  expect(password().value).toBe('')
  await attempt(user, bob.email, 'not it')
  expect(onScreen().getByText(wrong)).toBeTruthy()
})

test('says so when the account of an open session was disabled', async () => {
  const { user, world } = await openLogIn()
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  const { users } = world.accounts.deps.tables
  users.updateUser(users.findUserBy({ email: ana.email }).id, { state: 'disabled', sessionId: null })
  act(() => void world.tick())
  await onScreen().findByText(disabled)
  expect(document.documentElement.outerHTML).not.toContain(ana.email)
})

test('shows the screen in French, with French spacing', async () => {
  const world = await createWorld()
  await registered(world.auth)
  await openWindow({ world, language: 'fr' })
  expect(screen.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Mot de passe oublié\u202f?' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Afficher le mot de passe' })).toBeTruthy()
})

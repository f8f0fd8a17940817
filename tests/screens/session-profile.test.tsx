import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, atPage, card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { ana, bob, errorOf, registered } from '../support/people'

const profile = () => within(card('Profile'))
const opener = () => profile().getByRole('button', { name: 'Change display name' })
const nameField = () => profile().getByLabelText('Display name')

test('greets by name on the screen, but not in the window title', async () => {
  await atHome()
  expect(screen.getByRole('heading', { level: 1, name: homeHeading('ana') })).toBe(document.activeElement)
  expect(document.title).toMatch(/^Home - Latchkey/)
})

test('shows the email and the creation date', async () => {
  const { world } = await atPage('Settings')
  expect(profile().getByText(ana.email)).toBeTruthy()
  const created = profile().getByText(/November 22, 2026/)
  expect(created.getAttribute('datetime')).toBe(new Date(world.clock.now()).toISOString())
})

test('shows when the session started and when it ends at the latest', async () => {
  const { world } = await atPage('Settings')
  const times = Array.from(card('This session').querySelectorAll('time'), (time) => Date.parse(time.dateTime))
  expect(times).toEqual([world.clock.now(), world.clock.now() + world.policy.sessionMs])
})

test('changes the display name in place, announces it, and returns the focus to the opener', async () => {
  const { user, announced } = await atPage('Settings')
  await user.click(opener())
  expect(nameField()).toBe(document.activeElement)
  await user.clear(nameField())
  await user.type(nameField(), '  Ana Žižek {Enter}')
  await profile().findByText('Ana Žižek')
  expect(opener()).toBe(document.activeElement)
  expect(announced().polite).toBe('Display name saved')
  await openPage(user, 'Home')
  expect(screen.getByRole('heading', { level: 1, name: homeHeading('Ana Žižek') })).toBeTruthy()
})

test.each([
  ['   ', 'Enter a display name'],
  ['x'.repeat(81), 'Display name must be 80 characters or fewer'],
])('refuses the name %j at the field without a call, until the name is edited', async (typed, message) => {
  const { user, callCounts } = await atPage('Settings')
  await user.click(opener())
  await user.clear(nameField())
  await user.type(nameField(), `${typed}{Enter}`)
  expect(nameField()).toBe(document.activeElement)
  expect(nameField().getAttribute('aria-invalid')).toBe('true')
  expect(profile().getByText(message)).toBeTruthy()
  expect(callCounts['updatePreferences']).toBeUndefined()
  await user.clear(nameField())
  await user.type(nameField(), 'Ana')
  expect(profile().queryByText(message)).toBeNull()
})

test('shows at the field that main refuses a misleading name', async () => {
  const { user } = await atPage('Settings')
  await user.click(opener())
  await user.clear(nameField())
  await user.type(nameField(), 'Ana \u202Egod{Enter}')
  expect(await profile().findByText(/contains a character that cannot be shown/)).toBeTruthy()
})

test('cancels editing on Esc and returns the focus to the opener', async () => {
  const { user, callCounts } = await atPage('Settings')
  await user.click(opener())
  await user.type(nameField(), 'bel{Escape}')
  expect(opener()).toBe(document.activeElement)
  expect(profile().getByText('ana')).toBeTruthy()
  expect(callCounts['updatePreferences']).toBeUndefined()
})

test('logs out with one press, without a question, and clears the screen', async () => {
  const { user, world, callCounts } = await atHome()
  await user.dblClick(screen.getByRole('button', { name: 'Log out' }))
  expect(await within(screen.getByRole('main')).findByText('You are logged out.')).toBeTruthy()
  expect(callCounts['logOut']).toBe(1)
  expect(document.body.textContent).not.toContain(ana.email)
  expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
})

test('reports the number of failed log-ins', async () => {
  const { announced } = await atHome({
    before: async (auth) => {
      await auth.logIn({ email: ana.email, password: 'guess one' })
      await auth.logIn({ email: ana.email, password: 'guess two' })
    },
  })
  expect(
    within(screen.getByRole('main')).getByText(/^2 failed attempts to log in since November 22, 2026/),
  ).toBeTruthy()
  await waitFor(() => expect(announced().polite).toMatch(/2 failed attempts to log in since/))
})

test('shows no notice without failed attempts', async () => {
  await atHome({ before: (auth) => registered(auth, bob).then(() => undefined) })
  expect(screen.queryByText(/failed attempt/)).toBeNull()
})

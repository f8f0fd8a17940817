import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, atPage, card } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { ana, valueOf } from '../support/people'

const strongPassword = 'quatre vents du nord'
const security = () => within(card('Security'))
const form = () => within(security().getByRole('form'))
const current = () => form().getByLabelText('Current password')
const replacement = () => form().getByLabelText('Create a new password')
const errors = () => form().queryAllByText(/./, { selector: '[id$=-error]' })

async function openChangePassword() {
  const opened = await atPage('Settings')
  await opened.user.click(security().getByRole('button', { name: 'Change password' }))
  const send = async (currentPassword: string, newPassword: string) => {
    await opened.user.clear(current())
    await opened.user.clear(replacement())
    await opened.user.type(current(), currentPassword)
    await opened.user.type(replacement(), `${newPassword}{Enter}`)
  }
  const answered = () => waitFor(() => expect(security().queryByRole('form')?.ariaBusy).not.toBe('true'))
  return { ...opened, send, answered }
}

test('opens in place, focuses the current password, and names the account to password managers', async () => {
  await openChangePassword()
  expect(current()).toBe(document.activeElement)
  expect(current().getAttribute('autocomplete')).toBe('current-password')
  expect(replacement().getAttribute('autocomplete')).toBe('new-password')
  const account = card('Security').querySelector<HTMLInputElement>('input[autocomplete=username]')
  expect(account?.value).toBe(ana.email)
})

test('changes the password, announces it, and returns the focus', async () => {
  const { world, send, announced } = await openChangePassword()
  await send(ana.password, strongPassword)
  expect(await security().findByText(/^Password changed\./)).toBeTruthy()
  expect(announced().polite).toMatch(/^Password changed\./)
  expect(security().getByRole('button', { name: 'Change password' })).toBe(document.activeElement)
  expect(security().queryByLabelText('Current password')).toBeNull()
  valueOf(await world.auth.logIn({ email: ana.email, password: strongPassword }))
})

test('lists two empty fields in a focused summary', async () => {
  const { user, callCounts } = await openChangePassword()
  await user.keyboard('{Enter}')
  const summary = form().getByRole('group', { name: 'There is a problem' })
  expect(summary).toBe(document.activeElement)
  expect(within(summary).getAllByRole('link')).toHaveLength(2)
  expect(callCounts['changePassword']).toBeUndefined()
})

test('reports a wrong current password, clears it, and keeps the new one', async () => {
  const { send } = await openChangePassword()
  await send('not it at all', strongPassword)
  expect(await form().findByText('The current password is not correct')).toBeTruthy()
  expect(current()).toHaveProperty('value', '')
  expect(current()).toBe(document.activeElement)
  expect(replacement()).toHaveProperty('value', strongPassword)
})

test.each([
  ['the current password', ana.password, 'New password must be different from the current one'],
  ['a short password', 'short', 'Password must be 8 characters or more'],
  ['37 times é, which is 74 bytes', 'é'.repeat(37), /^Password is too long/],
  ['a common password', 'password1', /^This password is used by many people/],
  ['the email', ana.email.toUpperCase(), /^Password must not be your email/],
])('refuses %s as new password, and focuses the field', async (_which, password, message) => {
  const { send } = await openChangePassword()
  await send(ana.password, password)
  expect(await form().findByText(message)).toBeTruthy()
  expect(errors()).toHaveLength(1)
  expect(replacement()).toBe(document.activeElement)
})

test('pauses after five wrong passwords, shows for how long, and sends nothing meanwhile', async () => {
  const { user, send, answered, callCounts, announced } = await openChangePassword()
  for (let time = 0; time < 5; time += 1) {
    await send(`wrong ${time}`, strongPassword)
    await answered()
  }
  await send(ana.password, strongPassword)
  expect(await form().findByText('Too many attempts. You can try again in 30 seconds.')).toBeTruthy()
  const asked = callCounts['changePassword']
  await user.click(form().getByRole('button', { name: /Change password/ }))
  expect(callCounts['changePassword']).toBe(asked)
  await waitFor(() => expect(announced().polite).toMatch(/^Too many attempts/))
})

test('sends one call, however often Enter is pressed while main is busy', async () => {
  const { user, send, callCounts, hold } = await openChangePassword()
  const release = hold()
  await send(ana.password, strongPassword)
  await user.keyboard('{Enter}{Enter}')
  expect(callCounts['changePassword']).toBe(1)
  release()
  expect(await security().findByText(/^Password changed\./)).toBeTruthy()
})

test('closes on Cancel and clears the fields', async () => {
  const { user } = await openChangePassword()
  await user.type(current(), 'half a')
  await user.click(form().getByRole('button', { name: 'Cancel' }))
  const opener = security().getByRole('button', { name: 'Change password' })
  expect(opener).toBe(document.activeElement)
  expect(opener.getAttribute('aria-expanded')).toBe('false')
  await user.click(opener)
  expect(current()).toHaveProperty('value', '')
})

test('asks for the password, then shows a new key and says that the old one is void', async () => {
  const { user } = await atPage('Settings')
  await user.click(security().getByRole('button', { name: 'Replace recovery key…' }))
  expect(security().getByText('You will get a new key. The old one stops working.')).toBeTruthy()
  await user.type(current(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(within(screen.getByRole('main')).getByText('Your old recovery key no longer works.')).toBeTruthy()
})

test('keeps the old key if the password is wrong', async () => {
  const { user, callCounts } = await atPage('Settings')
  await user.click(security().getByRole('button', { name: 'Replace recovery key…' }))
  await user.type(current(), 'not it{Enter}')
  expect(await form().findByText('The current password is not correct')).toBeTruthy()
  expect(callCounts['renewRecoveryKey']).toBe(1)
  expect(screen.getByRole('heading', { level: 1, name: 'Settings' })).toBeTruthy()
})

test('asks for a recovery key on every visit until one is saved', async () => {
  const { user, world } = await atHome({ saved: false })
  const main = within(screen.getByRole('main'))
  expect(main.getByText('You have not saved a recovery key.')).toBeTruthy()
  await user.click(main.getByRole('button', { name: 'Create a recovery key' }))
  await user.type(main.getByLabelText('Current password'), `${ana.password}{Enter}`)
  expect(await main.findByText('You have not saved a recovery key yet. Here is a new one.')).toBeTruthy()
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  expect(screen.queryByText('You have not saved a recovery key.')).toBeNull()
  expect(valueOf(await world.auth.profile()).recoveryKey.confirmed).toBe(true)
})

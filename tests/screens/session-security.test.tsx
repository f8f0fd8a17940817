import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, card } from '../support/at-home'
import { ana, valueOf } from '../support/people'

const strong = 'quatre vents du nord'
const security = () => within(card('Security'))
const form = () => within(security().getByRole('form'))
const current = () => form().getByLabelText('Current password')
const fresh = () => form().getByLabelText('Create a new password')
const mistakes = () => form().queryAllByText(/./, { selector: '[id$=-error]' })

async function changing() {
  const opened = await atHome()
  await opened.user.click(security().getByRole('button', { name: 'Change password' }))
  const send = async (now: string, next: string) => {
    await opened.user.clear(current())
    await opened.user.clear(fresh())
    await opened.user.type(current(), now)
    await opened.user.type(fresh(), `${next}{Enter}`)
  }
  const answered = () => waitFor(() => expect(security().queryByRole('form')?.ariaBusy).not.toBe('true'))
  return { ...opened, send, answered }
}

test('opens in place, begins in the current password, and tells a password manager whose it is', async () => {
  await changing()
  expect(current()).toBe(document.activeElement)
  expect(current().getAttribute('autocomplete')).toBe('current-password')
  expect(fresh().getAttribute('autocomplete')).toBe('new-password')
  const account = card('Security').querySelector<HTMLInputElement>('input[autocomplete=username]')
  expect(account?.value).toBe(ana.email)
})

test('changes the password, says so, and gives the focus back', async () => {
  const { world, send, said } = await changing()
  await send(ana.password, strong)
  expect(await security().findByText(/^Password changed\./)).toBeTruthy()
  expect(said().polite).toMatch(/^Password changed\./)
  expect(security().getByRole('button', { name: 'Change password' })).toBe(document.activeElement)
  expect(security().queryByLabelText('Current password')).toBeNull()
  valueOf(await world.auth.logIn({ email: ana.email, password: strong }))
})

test('lists two empty fields in a summary that takes the focus', async () => {
  const { user, sent } = await changing()
  await user.keyboard('{Enter}')
  const summary = form().getByRole('group', { name: 'There is a problem' })
  expect(summary).toBe(document.activeElement)
  expect(within(summary).getAllByRole('link')).toHaveLength(2)
  expect(sent['changePassword']).toBeUndefined()
})

test('says that the current password is wrong, empties it, and keeps the new one', async () => {
  const { send } = await changing()
  await send('not it at all', strong)
  expect(await form().findByText('The current password is not correct')).toBeTruthy()
  expect(current()).toHaveProperty('value', '')
  expect(current()).toBe(document.activeElement)
  expect(fresh()).toHaveProperty('value', strong)
})

test.each([
  ['the same', ana.password, 'New password must be different from the current one'],
  ['a short one', 'short', 'Password must be 8 characters or more'],
  ['one of 37 times é, 74 bytes', 'é'.repeat(37), /^Password is too long/],
  ['a common one', 'password1', /^This password is used by many people/],
  ['the email', ana.email.toUpperCase(), /^Password must not be your email/],
])('refuses %s at the new password, with the focus there', async (_which, password, message) => {
  const { send } = await changing()
  await send(ana.password, password)
  expect(await form().findByText(message)).toBeTruthy()
  expect(mistakes()).toHaveLength(1)
  expect(fresh()).toBe(document.activeElement)
})

test('pauses after five wrong ones inside the card, says for how long, and sends nothing meanwhile', async () => {
  const { user, send, answered, sent, said } = await changing()
  for (let time = 0; time < 5; time += 1) {
    await send(`wrong ${time}`, strong)
    await answered()
  }
  await send(ana.password, strong)
  expect(await form().findByText('Too many attempts. You can try again in 30 seconds.')).toBeTruthy()
  const asked = sent['changePassword']
  await user.click(form().getByRole('button', { name: /Change password/ }))
  expect(sent['changePassword']).toBe(asked)
  await waitFor(() => expect(said().polite).toMatch(/^Too many attempts/))
})

test('sends one call however often it is pressed while main is busy', async () => {
  const { user, send, sent, hold } = await changing()
  const release = hold()
  await send(ana.password, strong)
  await user.keyboard('{Enter}{Enter}')
  expect(sent['changePassword']).toBe(1)
  release()
  expect(await security().findByText(/^Password changed\./)).toBeTruthy()
})

test('closes at Cancel with nothing left in the fields', async () => {
  const { user } = await changing()
  await user.type(current(), 'half a')
  await user.click(form().getByRole('button', { name: 'Cancel' }))
  const opener = security().getByRole('button', { name: 'Change password' })
  expect(opener).toBe(document.activeElement)
  expect(opener.getAttribute('aria-expanded')).toBe('false')
  await user.click(opener)
  expect(current()).toHaveProperty('value', '')
})

test('asks for the password and then shows a new key, saying that the old one is void', async () => {
  const { user } = await atHome()
  await user.click(security().getByRole('button', { name: 'Replace recovery key…' }))
  expect(security().getByText('You will get a new key. The old one stops working.')).toBeTruthy()
  await user.type(current(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(within(screen.getByRole('main')).getByText('Your old recovery key no longer works.')).toBeTruthy()
})

test('keeps the old key when the password is wrong', async () => {
  const { user, sent } = await atHome()
  await user.click(security().getByRole('button', { name: 'Replace recovery key…' }))
  await user.type(current(), 'not it{Enter}')
  expect(await form().findByText('The current password is not correct')).toBeTruthy()
  expect(sent['renewRecoveryKey']).toBe(1)
  expect(screen.getByRole('heading', { level: 1, name: 'Welcome, ana' })).toBeTruthy()
})

test('asks for a key on every visit until one is saved', async () => {
  const { user, world } = await atHome({ saved: false })
  const main = within(screen.getByRole('main'))
  expect(main.getByText('You have not saved a recovery key.')).toBeTruthy()
  await user.click(main.getByRole('button', { name: 'Create a recovery key' }))
  await user.type(main.getByLabelText('Current password'), `${ana.password}{Enter}`)
  expect(await main.findByText('You have not saved a recovery key yet. Here is a new one.')).toBeTruthy()
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Welcome, ana' })
  expect(screen.queryByText('You have not saved a recovery key.')).toBeNull()
  expect(valueOf(await world.auth.profile()).recoveryKey.confirmed).toBe(true)
})

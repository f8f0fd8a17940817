import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atPage } from '../support/at-home'
import { ana, bob, registered, valueOf } from '../support/people'

const dialog = () => within(screen.getByRole('dialog', { name: 'Delete this account?' }))
const password = () => dialog().getByLabelText('Enter your password to confirm')
/** Excludes the live regions, which are inside the dialog while it is open. */
const visible = { ignore: '[aria-live]' }
const main = () => within(screen.getByRole('main'))

async function openDialog(visit?: Parameters<typeof atPage>[1]) {
  const opened = await atPage('Settings', visit)
  await opened.user.click(screen.getByRole('button', { name: 'Delete account…' }))
  return opened
}

test('says what will be deleted and focuses the password', async () => {
  await openDialog()
  expect(dialog().getByText(/^The account ana@example\.com, its profile and its activity will be removed/)).toBeTruthy()
  expect(password()).toBe(document.activeElement)
})

test.each(['Esc', 'Keep account'])('keeps the account on %s and returns the focus to the opener', async (way) => {
  const { user, callCounts } = await openDialog()
  if (way === 'Esc') await user.keyboard('{Escape}')
  else await user.click(dialog().getByRole('button', { name: way }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: 'Delete account…' })).toBe(document.activeElement)
  expect(callCounts['deleteAccount']).toBeUndefined()
})

test('requires the password before making a call', async () => {
  const { user, callCounts } = await openDialog()
  await user.keyboard('{Enter}')
  expect(dialog().getByText('Enter your password', visible)).toBeTruthy()
  expect(callCounts['deleteAccount']).toBeUndefined()
})

test('keeps the account if the password is wrong, and deletes it with the right one', async () => {
  const { user, world } = await openDialog()
  await user.type(password(), 'not it{Enter}')
  expect(await dialog().findByText('The password is not correct', visible)).toBeTruthy()
  expect(password()).toHaveProperty('value', '')
  expect(valueOf(await world.auth.profile()).email).toBe(ana.email)

  await user.type(password(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Welcome' })
  expect(main().getByText('The account ana@example.com was deleted from this computer.')).toBeTruthy()
  expect(valueOf(await world.auth.welcome()).hasAccounts).toBe(false)
})

test('leads to Log in if other accounts remain', async () => {
  const { user } = await openDialog({ member: true })
  await user.type(password(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(main().getByText('The account ana@example.com was deleted from this computer.')).toBeTruthy()
})

test('tells the only owner to make another account an owner first, and keeps the account', async () => {
  const { user, world } = await openDialog({ before: (auth) => registered(auth, bob).then(() => undefined) })
  await user.type(password(), `${ana.password}{Enter}`)
  const sentence = 'You are the only active owner. Make someone else an owner first.'
  expect(await dialog().findByText(sentence, visible)).toBeTruthy()
  expect(dialog().queryByRole('button', { name: 'Try again' })).toBeNull()
  expect(valueOf(await world.auth.profile()).email).toBe(ana.email)
})

import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome } from '../support/at-home'
import { ana, bob, registered, valueOf } from '../support/people'

const dialog = () => within(screen.getByRole('dialog', { name: 'Delete this account?' }))
const password = () => dialog().getByLabelText('Enter your password to confirm')
/** What is seen in the dialog; the regions that speak stand in it too while it is open. */
const seen = { ignore: '[aria-live]' }
const main = () => within(screen.getByRole('main'))

async function asked(visit?: Parameters<typeof atHome>[0]) {
  const opened = await atHome(visit)
  await opened.user.click(screen.getByRole('button', { name: 'Delete account…' }))
  return opened
}

test('says what will be gone and begins in the password', async () => {
  await asked()
  expect(dialog().getByText(/^The account ana@example\.com, its profile and its activity will be removed/)).toBeTruthy()
  expect(password()).toBe(document.activeElement)
})

test.each(['Esc', 'Keep account'])('keeps the account at %s, focus back on the opener', async (way) => {
  const { user, sent } = await asked()
  if (way === 'Esc') await user.keyboard('{Escape}')
  else await user.click(dialog().getByRole('button', { name: way }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: 'Delete account…' })).toBe(document.activeElement)
  expect(sent['deleteAccount']).toBeUndefined()
})

test('asks for the password before it sends anything', async () => {
  const { user, sent } = await asked()
  await user.keyboard('{Enter}')
  expect(dialog().getByText('Enter your password', seen)).toBeTruthy()
  expect(sent['deleteAccount']).toBeUndefined()
})

test('keeps the account when the password is wrong, and deletes it with the right one', async () => {
  const { user, world } = await asked()
  await user.type(password(), 'not it{Enter}')
  expect(await dialog().findByText('The password is not correct', seen)).toBeTruthy()
  expect(password()).toHaveProperty('value', '')
  expect(valueOf(await world.auth.profile()).email).toBe(ana.email)

  await user.type(password(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Welcome' })
  expect(main().getByText('The account ana@example.com was deleted from this computer.')).toBeTruthy()
  expect(valueOf(await world.auth.welcome()).hasAccounts).toBe(false)
})

test('leads to Log in where others still have accounts', async () => {
  const { user } = await asked({ before: (auth) => registered(auth, bob).then(() => undefined) })
  await user.type(password(), `${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(main().getByText('The account ana@example.com was deleted from this computer.')).toBeTruthy()
})

import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { openWindow } from '../support/open-window'
import { ana, bob, loggedIn, registered, valueOf } from '../support/people'
import { createWorld, type World } from '../support/world'

const list = () => screen.getByRole('group', { name: 'People on this computer' })
const names = () =>
  within(list())
    .getAllByRole('button')
    .map(({ textContent }) => textContent)

async function withPeople(
  ...people: [person: typeof ana, displayName: string, showOnLogIn: boolean][]
): Promise<World> {
  const world = await createWorld()
  for (const [person, displayName, showOnLogIn] of people) {
    await registered(world.auth, person)
    await loggedIn(world.auth, person)
    valueOf(await world.auth.updatePreferences({ displayName, preferences: { showOnLogIn } }))
  }
  if (people.length > 0) valueOf(await world.auth.logOut())
  return world
}

test('lists no account that has not opted in', async () => {
  await openWindow({ world: await withPeople([ana, 'Ana', false], [bob, 'Bob', false]) })
  expect(screen.queryByRole('group')).toBeNull()
  expect(document.body.textContent).not.toMatch(/Ana|Bob/)
})

test('lists accounts that opted in; a name fills in the email and focuses the password', async () => {
  const { user, callCounts } = await openWindow({ world: await withPeople([ana, 'Ana', true], [bob, 'Bob', false]) })
  expect(names()).toEqual(['Ana'])
  await user.click(screen.getByRole('button', { name: 'Log in as Ana' }))
  expect(screen.getByLabelText('Email')).toMatchObject({ value: ana.email })
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
  expect(callCounts['logIn']).toBeUndefined()
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('Ana') })
})

test('distinguishes two people with the same display name', async () => {
  await openWindow({ world: await withPeople([ana, 'Sam', true], [bob, 'Sam', true]) })
  expect(names().sort()).toEqual([`Sam (${ana.email})`, `Sam (${bob.email})`])
})

test('updates the list after the preference is changed', async () => {
  const { user } = await openWindow({ world: await withPeople([ana, 'Ana', false]) })
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('Ana') })
  await openPage(user, 'Settings')
  await user.click(screen.getByRole('checkbox', { name: 'Show my name on the log-in screen' }))
  await within(screen.getByRole('main')).findByText('Setting saved')
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect((await screen.findByRole('button', { name: 'Log in as Ana' })).textContent).toBe('Ana')
})

test('keeps the list if it cannot be reloaded', async () => {
  const world = await withPeople([ana, 'Ana', true], [bob, 'Bob', true])
  const { user } = await openWindow({ world })
  expect(names()).toHaveLength(2)
  Object.assign(world.auth, { people: () => Promise.resolve({ ok: false, error: { code: 'storage', reason: 'io' } }) })
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await user.click(await screen.findByRole('link', { name: 'Back' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(names()).toHaveLength(2)
})

test('clears the typed password when another person is chosen', async () => {
  const { user } = await openWindow({ world: await withPeople([ana, 'Ana', true], [bob, 'Bob', true]) })
  await user.click(screen.getByRole('button', { name: 'Log in as Ana' }))
  await user.keyboard('half a password')
  await user.click(screen.getByRole('button', { name: 'Log in as Bob' }))
  expect(screen.getByLabelText('Password')).toMatchObject({ value: '' })
  expect(screen.getByLabelText('Email')).toMatchObject({ value: bob.email })
})

import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { homeHeading } from '../support/home-heading'
import { openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

test('shows Welcome with one button, and focuses the heading, while no account exists', async () => {
  await openWindow()
  const heading = screen.getByRole('heading', { level: 1, name: 'Welcome' })
  expect(heading).toBe(document.activeElement)
  expect(screen.getByText('No one has an account on this computer yet.')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Create an account' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Log in' })).toBeNull()
  expect(document.title).toMatch(/^Welcome - Latchkey/)
})

test('shows Log in and focuses Email once an account exists', async () => {
  const world = await createWorld()
  await registered(world.auth)
  await openWindow({ world })
  expect(screen.getByRole('heading', { level: 1, name: 'Log in' })).toBeTruthy()
  expect(screen.getByLabelText('Email')).toBe(document.activeElement)
})

test('leads from Welcome through Create an account and the recovery key to the session', async () => {
  const { user, world } = await openWindow()
  await user.click(screen.getByRole('button', { name: 'Create an account' }))
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  await user.click(screen.getByRole('checkbox', { name: 'I have saved my recovery key' }))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  const profile = await world.auth.profile()
  expect(profile).toMatchObject({ ok: true, value: { email: ana.email, recoveryKey: { confirmed: true } } })
})

import { waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { atPage, card } from '../support/at-home'
import { valueOf } from '../support/people'

const security = () => within(card('Security'))
const limit = () => security().getByLabelText<HTMLSelectElement>('Log out after inactivity')
const options = () => Array.from(limit().options, ({ text }) => text)

afterEach(() => vi.restoreAllMocks())

test('offers every idle limit, with 15 minutes as default', async () => {
  await atPage('Settings')
  expect(options()).toEqual(['1 minute', '5 minutes', '15 minutes', '30 minutes', '1 hour', '4 hours', 'Never'])
  expect(limit()).toMatchObject({ value: '15', name: 'idleMinutes' })
  expect(within(card('This session')).getByText('15 minutes without activity')).toBeTruthy()
})

test('saves a limit at once, announces it, and updates the session card', async () => {
  const { user, world, announced } = await atPage('Settings')
  await user.selectOptions(limit(), '4 hours')
  expect(await security().findByText('Setting saved')).toBeTruthy()
  expect(announced().polite).toBe('Setting saved')
  expect(within(card('This session')).getByText('4 hours without activity')).toBeTruthy()
  await user.selectOptions(limit(), 'Never')
  await waitFor(() => expect(within(card('This session')).getByText('Never')).toBeTruthy())
  expect(valueOf(await world.auth.profile()).preferences.idleMinutes).toBeNull()
})

test('restores the saved value, and says so, when main refuses a change', async () => {
  const { user, world, announced } = await atPage('Settings')
  const box = () => security().getByRole('checkbox', { name: 'Show my name on the log-in screen' })
  vi.spyOn(world.store, 'transaction').mockImplementation(() => {
    throw new Error('broken')
  })
  await user.click(box())
  expect(await security().findByText(/The setting was not saved\. Try again\./)).toBeTruthy()
  expect(box()).toMatchObject({ checked: false })
  expect(announced().assertive).toBe('The setting was not saved. Try again.')
})

test('stops locking with the system when the preference is turned off', async () => {
  const { user, world } = await atPage('Settings')
  const box = () => security().getByRole('checkbox', { name: /^Lock when the computer/ })
  expect(box()).toMatchObject({ checked: true, name: 'lockOnSystemLock' })
  await user.click(box())
  await security().findByText('Setting saved')
  expect(world.systemLocks()).toBeNull()
  expect(box()).toMatchObject({ checked: false })
})

test.each([
  ['MacIntel', 'Lock when the computer locks or sleeps', false],
  ['Win32', 'Lock when the computer locks or sleeps', false],
  ['Linux x86_64', 'Lock when the computer sleeps', true],
])('promises to lock only on events that %s reports', async (platform, label, explained) => {
  vi.spyOn(navigator, 'platform', 'get').mockReturnValue(platform)
  await atPage('Settings')
  const box = security().getByRole('checkbox', { name: label })
  const hint = document.getElementById(box.getAttribute('aria-describedby') ?? '-')
  expect(hint?.textContent === 'This system does not tell apps when the screen locks.').toBe(explained)
})

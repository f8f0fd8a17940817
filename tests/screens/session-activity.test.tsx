import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atPage, openPage } from '../support/at-home'
import { onScreen } from '../support/open-window'
import { ana, loggedIn, valueOf } from '../support/people'
import type { AuthBridge } from '../../preload/contract'

const findTable = () => screen.findByRole('table', { name: 'Activity' })
const texts = (selector: string) => Array.from(document.querySelectorAll(selector), ({ textContent }) => textContent)
/** The time of each entry: the header of its row. */
const rows = () => Array.from(document.querySelectorAll('th[scope=row]'))
const days = () => texts('th[scope=rowgroup]')
const day = 86_400_000

const failure = { ok: false, error: { code: 'storage', reason: 'io' } } as const

/** Logs in and out repeatedly. Each time adds two entries. */
const logInAndOut = (times: number) => async (auth: AuthBridge) => {
  for (let time = 0; time < times; time += 1) {
    await loggedIn(auth)
    valueOf(await auth.logOut())
  }
}

test('lists events, newest first, and marks only failures', async () => {
  await atPage('Activity', {
    before: async (auth) => {
      await auth.logIn({ email: ana.email, password: 'a guess' })
    },
  })
  await findTable()
  expect(texts('td').slice(0, 3)).toEqual(['Log-in', 'Log-in Failed', 'Log-out'])
  expect(texts('td').at(-1)).toBe('Account created')
  expect(screen.getAllByText('Failed')).toHaveLength(1)
  expect(screen.queryByText('Done')).toBeNull()
})

test('says in its own words that a confirmation by an owner failed', async () => {
  await atPage('Activity', {
    before: async (auth) => {
      await loggedIn(auth)
      await auth.setRegistration({ mode: 'closed', password: 'a guess' })
      await auth.logOut()
    },
  })
  await findTable()
  expect(texts('td').slice(0, 3)).toEqual(['Log-in', 'Log-out', 'Wrong password or code in a confirmation'])
})

test('groups the entries by day: today, yesterday, or the date', async () => {
  const { world } = await atPage('Activity', {
    before: async (auth, { clock }) => {
      clock.advance(2 * day)
      await logInAndOut(1)(auth)
      clock.advance(day)
    },
  })
  const table = await findTable()
  expect(days()).toEqual(['Today', 'Yesterday', 'November 22, 2026'])
  const groups = Array.from(table.querySelectorAll('tbody'), (group) => group.querySelectorAll('td').length)
  expect(groups.slice(0, 2)).toEqual([1, 2])
  const newest = rows()[0]?.querySelector('time')
  expect(newest?.dateTime).toBe(new Date(world.clock.now()).toISOString())
  expect(newest?.textContent).toMatch(/^\d{1,2}:\d\d/)
})

test('shows a change of the settings when the page is opened next', async () => {
  const { user } = await atPage('Settings')
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard('{Enter}')
  await screen.findByRole('button', { name: 'Change display name' })
  await openPage(user, 'Activity')
  expect(await screen.findByText('Settings changed')).toBeTruthy()
})

test('shows twenty entries, then twenty more, and focuses the first new one', async () => {
  const { user, announced } = await atPage('Activity', { before: logInAndOut(20) })
  await findTable()
  expect(rows()).toHaveLength(20)
  await user.click(onScreen().getByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(rows()).toHaveLength(40))
  expect(rows()[20]).toBe(document.activeElement)
  expect(announced().polite).toBe('20 more entries shown')
})

test('hides Show more once every entry is shown', async () => {
  const { user } = await atPage('Activity', { before: logInAndOut(10) })
  await findTable()
  await user.click(onScreen().getByRole('button', { name: 'Show more' }))
  await onScreen().findByText('Account created')
  expect(onScreen().queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('adds new entries at the top and keeps the older ones that were loaded, when a failed "Show more" is retried', async () => {
  const { user, world } = await atPage('Activity', { before: logInAndOut(20) })
  await findTable()
  await user.click(onScreen().getByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(rows()).toHaveLength(40))
  const { activity: real } = world.auth
  Object.assign(world.auth, { activity: () => Promise.resolve(failure) })
  await user.click(onScreen().getByRole('button', { name: 'Show more' }))
  await onScreen().findByText('Error code: storage/io')
  Object.assign(world.auth, { activity: real })
  valueOf(await world.auth.updatePreferences({ displayName: 'Ana' }))
  await user.click(onScreen().getByRole('button', { name: 'Try again' }))
  await onScreen().findByText('Settings changed')
  expect(rows()).toHaveLength(41)
  expect(texts('td')[0]).toBe('Settings changed')
})

test('saves the list where the user chooses, and announces it', async () => {
  const { user, system, announced } = await atPage('Activity')
  await findTable()
  system.chosenFile = '/home/ana/latchkey-activity.csv'
  await user.click(onScreen().getByRole('button', { name: 'Save as CSV…' }))
  expect(await onScreen().findByText('Saved to /home/ana/latchkey-activity.csv')).toBeTruthy()
  expect(announced().polite).toBe('Saved to /home/ana/latchkey-activity.csv')
})

test('says why the list was not saved, and nothing if the dialog is cancelled', async () => {
  const { user, system } = await atPage('Activity')
  await findTable()
  const button = onScreen().getByRole('button', { name: 'Save as CSV…' })
  system.chosenFile = null
  await user.click(button)
  expect(onScreen().queryByText(/^Saved to|not saved/)).toBeNull()
  system.writeError = { code: 'storage', reason: 'readOnly' }
  await user.click(button)
  expect(await onScreen().findByText(/^The file was not saved: the folder is read-only\./)).toBeTruthy()
})

test('limits a failure to its page, and can be retried there', async () => {
  let broken = true
  const { user } = await atPage('Activity', {
    before: (auth) => {
      const { activity: real } = auth
      Object.assign(auth, { activity: (input: object) => (broken ? Promise.resolve(failure) : real(input)) })
      return Promise.resolve()
    },
  })
  expect(await onScreen().findByText(/^The account file could not be read or written\./)).toBeTruthy()
  expect(onScreen().getByText('Error code: storage/io')).toBeTruthy()
  await openPage(user, 'Home')
  expect(screen.queryByText('Error code: storage/io')).toBeNull()
  await openPage(user, 'Activity')
  await onScreen().findByText('Error code: storage/io')
  broken = false
  await user.click(onScreen().getByRole('button', { name: 'Try again' }))
  expect(await findTable()).toBeTruthy()
  expect(onScreen().queryByText('Error code: storage/io')).toBeNull()
})

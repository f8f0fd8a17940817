import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, card } from '../support/at-home'
import { ana, loggedIn, valueOf } from '../support/people'
import type { AuthBridge } from '../../preload/contract'

const activity = () => within(card('Activity'))
const rows = () => activity().getAllByRole('rowheader')

/** Logs in and out repeatedly. Each time adds two entries. */
const logInAndOut = (times: number) => async (auth: AuthBridge) => {
  for (let time = 0; time < times; time += 1) {
    await loggedIn(auth)
    valueOf(await auth.logOut())
  }
}

test('lists events, newest first, with their result in words', async () => {
  await atHome({
    before: async (auth) => {
      await auth.logIn({ email: ana.email, password: 'a guess' })
    },
  })
  await activity().findByRole('table', { name: 'Activity' })
  const lines = activity()
    .getAllByRole('row')
    .slice(1)
    .map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent).join(': '))
  expect(lines.slice(0, 3)).toEqual(['Log-in: Done', 'Log-in: Failed', 'Log-out: Done'])
  expect(lines.at(-1)).toBe('Account created: Done')
})

test('shows twenty entries, then twenty more, and focuses the first new one', async () => {
  const { user, announced } = await atHome({ before: logInAndOut(20) })
  await activity().findByRole('table')
  expect(rows()).toHaveLength(20)
  await user.click(activity().getByRole('button', { name: 'Show more' }))
  expect(await activity().findAllByRole('rowheader')).toHaveLength(40)
  expect(rows()[20]).toBe(document.activeElement)
  expect(announced().polite).toBe('20 more entries shown')
})

test('hides Show more once every entry is shown', async () => {
  const { user } = await atHome({ before: logInAndOut(10) })
  await activity().findByRole('table')
  await user.click(activity().getByRole('button', { name: 'Show more' }))
  await activity().findByText('Account created')
  expect(activity().queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('adds new entries at the top and keeps the older ones that were loaded', async () => {
  const { user } = await atHome({ before: logInAndOut(20) })
  await activity().findByRole('table')
  await user.click(activity().getByRole('button', { name: 'Show more' }))
  await activity().findAllByRole('rowheader')
  await user.click(screen.getByRole('button', { name: 'Change display name' }))
  await user.keyboard('{Enter}')
  await activity().findByText('Profile changed')
  expect(rows()).toHaveLength(41)
})

test('saves the list where the user chooses, and announces it', async () => {
  const { user, system, announced } = await atHome()
  await activity().findByRole('table')
  system.chosenFile = '/home/ana/latchkey-activity.csv'
  await user.click(activity().getByRole('button', { name: 'Save as CSV…' }))
  expect(await activity().findByText('Saved to /home/ana/latchkey-activity.csv')).toBeTruthy()
  expect(announced().polite).toBe('Saved to /home/ana/latchkey-activity.csv')
})

test('says why the list was not saved, and nothing if the dialog is cancelled', async () => {
  const { user, system } = await atHome()
  await activity().findByRole('table')
  const button = activity().getByRole('button', { name: 'Save as CSV…' })
  system.chosenFile = null
  await user.click(button)
  expect(activity().queryByText(/^Saved to|not saved/)).toBeNull()
  system.writeError = { code: 'storage', reason: 'readOnly' }
  await user.click(button)
  expect(await activity().findByText(/^The file was not saved: the folder is read-only\./)).toBeTruthy()
})

test('limits a failure to its card, and can be retried there', async () => {
  let broken = true
  const { user } = await atHome({
    before: (auth) => {
      const { activity: real } = auth
      const failure = { ok: false, error: { code: 'storage', reason: 'io' } } as const
      Object.assign(auth, { activity: (input: object) => (broken ? Promise.resolve(failure) : real(input)) })
      return Promise.resolve()
    },
  })
  expect(await activity().findByText(/^The account file could not be read or written\./)).toBeTruthy()
  expect(activity().getByText('Error code: storage/io')).toBeTruthy()
  expect(within(card('Profile')).getByText(ana.email)).toBeTruthy()
  broken = false
  await user.click(activity().getByRole('button', { name: 'Try again' }))
  expect(await activity().findByRole('table', { name: 'Activity' })).toBeTruthy()
  expect(activity().queryByText('Error code: storage/io')).toBeNull()
})

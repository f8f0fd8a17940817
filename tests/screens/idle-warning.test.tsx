import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, card } from '../support/at-home'
import { onScreen, type OpenWindow } from '../support/open-window'
import { ana } from '../support/people'

const minute = 60_000

/** A minute before the limit of 15. */
async function warned(opened: OpenWindow) {
  opened.world.clock.advance(14 * minute)
  act(() => void opened.world.tick())
  return screen.findByRole('alertdialog', { name: 'Are you still there?' })
}

/** Time passes for main's clock, and the warning says how much is left. */
async function passUntil(left: number, { world }: OpenWindow, ms: number) {
  world.clock.advance(ms)
  await screen.findByText(`You will be logged out in ${left} seconds.`, { selector: 'p' })
}

test('a key or the pointer in the window is reported once a second at most', async () => {
  const { user, world, sent } = await atHome()
  await user.keyboard('abc')
  fireEvent.pointerMove(document.body)
  expect(sent['reportActivity']).toBe(1)
  world.clock.advance(1000)
  fireEvent.pointerMove(document.body)
  fireEvent.wheel(document.body)
  expect(sent['reportActivity']).toBe(2)
})

test('whoever moves the pointer now and then is never warned', async () => {
  const { world } = await atHome()
  for (let minutes = 0; minutes < 20; minutes += 1) {
    world.clock.advance(minute)
    fireEvent.pointerMove(document.body)
    await act(() => Promise.resolve())
    act(() => void world.tick())
  }
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(card('Profile')).toBeTruthy()
})

test('nothing is reported where nobody is logged in', async () => {
  const { user, sent } = await atHome()
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  const before = sent['reportActivity']
  await user.keyboard('abc')
  expect(sent['reportActivity']).toBe(before)
})

test('the warning waits on its safe button and counts down', async () => {
  const opened = await atHome()
  const dialog = await warned(opened)
  expect(within(dialog).getByRole('button', { name: 'Stay logged in' })).toBe(document.activeElement)
  expect(dialog.textContent).toContain('You will be logged out in 60 seconds.')
  const described = document.getElementById(dialog.getAttribute('aria-describedby') ?? '')
  expect(described?.textContent).toBe('You will be logged out in 60 seconds.')
  await passUntil(42, opened, 18_000)
  expect(dialog.textContent).toContain('You will be logged out in 42 seconds.')
})

test('the warning is spoken at 60, 30 and 10 seconds, inside the dialog, where a reader hears it', async () => {
  const opened = await atHome()
  const dialog = await warned(opened)
  const { said } = opened
  await waitFor(() => expect(said().assertive).toBe('You will be logged out in 60 seconds.'))
  expect(dialog.contains(document.getElementById('live-assertive'))).toBe(true)
  await passUntil(40, opened, 20_000)
  expect(said().assertive).toContain('60 seconds')
  await passUntil(30, opened, 10_000)
  await waitFor(() => expect(said().assertive).toBe('You will be logged out in 30 seconds.'))
  await passUntil(10, opened, 20_000)
  await waitFor(() => expect(said().assertive).toBe('You will be logged out in 10 seconds.'))
  await opened.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(document.querySelector('dialog #live-polite')).toBeNull()
  expect(document.querySelectorAll('[aria-live]')).toHaveLength(2)
})

test.each(['{Enter}', ' ', '{Escape}'])('goes on with %j', async (key) => {
  const opened = await atHome()
  const { user, world, sent } = opened
  await warned(opened)
  const before = sent['reportActivity'] ?? 0
  await user.keyboard(key)
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(sent['reportActivity']).toBeGreaterThan(before)
  world.clock.advance(13 * minute)
  expect(world.tick()).toBeNull()
  expect(card('Profile')).toBeTruthy()
})

test('goes on with Enter also where a click has taken the focus off the button', async () => {
  const opened = await atHome()
  await warned(opened)
  act(() => (document.activeElement as HTMLElement).blur())
  await opened.user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('the pointer on its way to "Log out now" does not answer the question', async () => {
  const opened = await atHome()
  const { user } = opened
  await warned(opened)
  fireEvent.pointerMove(document.body)
  expect(screen.getByRole('alertdialog')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Log out now' }))
  expect(await onScreen().findByText('You are logged out.')).toBeTruthy()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('warns over an open dialog, which is there again with its focus', async () => {
  const opened = await atHome()
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Delete account…' }))
  const password = screen.getByLabelText('Enter your password to confirm')
  expect(password).toBe(document.activeElement)
  await warned(opened)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(password).toBe(document.activeElement)
  expect(screen.getByRole('dialog').contains(document.getElementById('live-polite'))).toBe(true)
})

test('who does not answer is logged out: Log in says why, and nothing names anybody', async () => {
  const opened = await atHome()
  await warned(opened)
  opened.world.clock.advance(minute)
  act(() => void opened.world.tick())
  expect(await onScreen().findByText('You were logged out after 15 minutes without activity.')).toBeTruthy()
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(screen.getByLabelText('Email')).toBe(document.activeElement)
  expect(document.documentElement.outerHTML).not.toMatch(/\bana\b/i)
  expect(document.documentElement.outerHTML).not.toContain(ana.email)
  expect(document.title).not.toMatch(/ana/i)
})

test('a menu command is somebody too', async () => {
  const opened = await atHome()
  await warned(opened)
  act(() => opened.system.choose('securitySettings'))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('a recovery key does not stay on the screen of somebody who went away', async () => {
  const opened = await atHome({ saved: false })
  const { user, world } = opened
  await user.click(screen.getByRole('button', { name: 'Create a recovery key' }))
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { name: 'Save your recovery key' })
  await warned(opened)
  world.clock.advance(minute)
  act(() => void world.tick())
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(document.querySelector('output')).toBeNull()
  expect(document.body.textContent).not.toContain(ana.email)
})

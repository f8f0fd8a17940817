import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atHome, atPage } from '../support/at-home'
import { onScreen, type OpenWindow } from '../support/open-window'
import { ana } from '../support/people'

const minute = 60_000

/** Advances to one minute before the limit of 15 and waits for the warning. */
async function showWarning(opened: OpenWindow) {
  opened.world.clock.advance(14 * minute)
  act(() => void opened.world.tick())
  return screen.findByRole('alertdialog', { name: 'Are you still there?' })
}

/** Advances main's clock and waits until the warning shows the seconds left. */
async function advanceUntil(left: number, { world }: OpenWindow, ms: number) {
  world.clock.advance(ms)
  await screen.findByText(`You will be logged out in ${left} seconds.`, { selector: 'p' })
}

test('reports keyboard and pointer activity at most once a second', async () => {
  const { user, world, callCounts } = await atHome()
  await user.keyboard('abc')
  fireEvent.pointerMove(document.body)
  expect(callCounts['reportActivity']).toBe(1)
  world.clock.advance(1000)
  fireEvent.pointerMove(document.body)
  fireEvent.wheel(document.body)
  expect(callCounts['reportActivity']).toBe(2)
})

test('shows no warning while the pointer moves every minute', async () => {
  const { world } = await atHome()
  for (let minutes = 0; minutes < 20; minutes += 1) {
    world.clock.advance(minute)
    fireEvent.pointerMove(document.body)
    await act(() => Promise.resolve())
    act(() => void world.tick())
  }
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(screen.getByRole('navigation', { name: 'Your account' })).toBeTruthy()
})

test('reports no activity after log-out', async () => {
  const { user, callCounts } = await atHome()
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  const before = callCounts['reportActivity']
  await user.keyboard('abc')
  expect(callCounts['reportActivity']).toBe(before)
})

test('focuses the safe button of the warning and counts down', async () => {
  const opened = await atHome()
  const dialog = await showWarning(opened)
  expect(within(dialog).getByRole('button', { name: 'Stay logged in' })).toBe(document.activeElement)
  expect(dialog.textContent).toContain('You will be logged out in 60 seconds.')
  const described = document.getElementById(dialog.getAttribute('aria-describedby') ?? '')
  expect(described?.textContent).toBe('You will be logged out in 60 seconds.')
  await advanceUntil(42, opened, 18_000)
  expect(dialog.textContent).toContain('You will be logged out in 42 seconds.')
})

test('announces the warning at 60, 30 and 10 seconds, from live regions inside the dialog', async () => {
  const opened = await atHome()
  const dialog = await showWarning(opened)
  const { announced } = opened
  await waitFor(() => expect(announced().assertive).toBe('You will be logged out in 60 seconds.'))
  expect(dialog.contains(document.getElementById('live-assertive'))).toBe(true)
  await advanceUntil(40, opened, 20_000)
  expect(announced().assertive).toContain('60 seconds')
  await advanceUntil(30, opened, 10_000)
  await waitFor(() => expect(announced().assertive).toBe('You will be logged out in 30 seconds.'))
  await advanceUntil(10, opened, 20_000)
  await waitFor(() => expect(announced().assertive).toBe('You will be logged out in 10 seconds.'))
  await opened.user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(document.querySelector('dialog #live-polite')).toBeNull()
  expect(document.querySelectorAll('[aria-live]')).toHaveLength(2)
})

test.each(['{Enter}', ' ', '{Escape}'])('continues the session on %j', async (key) => {
  const opened = await atHome()
  const { user, world, callCounts } = opened
  await showWarning(opened)
  const before = callCounts['reportActivity'] ?? 0
  await user.keyboard(key)
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(callCounts['reportActivity']).toBeGreaterThan(before)
  world.clock.advance(13 * minute)
  expect(world.tick()).toBeNull()
  expect(screen.getByRole('navigation', { name: 'Your account' })).toBeTruthy()
})

test('continues the session on Enter even if the button has lost the focus', async () => {
  const opened = await atHome()
  await showWarning(opened)
  act(() => (document.activeElement as HTMLElement).blur())
  await opened.user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('keeps the warning open when the pointer moves, so that "Log out now" can be clicked', async () => {
  const opened = await atHome()
  const { user } = opened
  await showWarning(opened)
  fireEvent.pointerMove(document.body)
  expect(screen.getByRole('alertdialog')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Log out now' }))
  expect(await onScreen().findByText('You are logged out.')).toBeTruthy()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('shows the warning above an open dialog and then returns the focus to that dialog', async () => {
  const opened = await atPage('Settings')
  const { user } = opened
  await user.click(screen.getByRole('button', { name: 'Delete account…' }))
  const password = screen.getByLabelText('Enter your password to confirm')
  expect(password).toBe(document.activeElement)
  await showWarning(opened)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(password).toBe(document.activeElement)
  expect(screen.getByRole('dialog').contains(document.getElementById('live-polite'))).toBe(true)
})

test('logs out without an answer: Log in says why, and the page contains no name', async () => {
  const opened = await atHome()
  await showWarning(opened)
  opened.world.clock.advance(minute)
  act(() => void opened.world.tick())
  expect(await onScreen().findByText('You were logged out after 15 minutes without activity.')).toBeTruthy()
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(screen.getByLabelText('Email')).toBe(document.activeElement)
  expect(document.documentElement.outerHTML).not.toMatch(/\bana\b/i)
  expect(document.documentElement.outerHTML).not.toContain(ana.email)
  expect(document.title).not.toMatch(/ana/i)
})

test('closes the warning on a menu command', async () => {
  const opened = await atHome()
  await showWarning(opened)
  act(() => opened.system.choose('securitySettings'))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
})

test('removes a recovery key from the screen when an idle session ends', async () => {
  const opened = await atHome({ saved: false })
  const { user, world } = opened
  await user.click(screen.getByRole('button', { name: 'Create a recovery key' }))
  await user.keyboard(`${ana.password}{Enter}`)
  await screen.findByRole('heading', { name: 'Save your recovery key' })
  await showWarning(opened)
  world.clock.advance(minute)
  act(() => void world.tick())
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(document.querySelector('output')).toBeNull()
  expect(document.body.textContent).not.toContain(ana.email)
})

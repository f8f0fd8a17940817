import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

/** Submits Log in. `answer` releases the outcome. */
async function sendSlowly() {
  const world = await createWorld()
  await registered(world.auth)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  const refused = { ok: false, error: { code: 'wrongCredentials' } } as const
  const auth = { ...world.auth, logIn: () => answered.then(() => refused) }
  const window = await openWindow({ world: { ...world, auth } })
  vi.useFakeTimers()
  fireEvent.change(screen.getByLabelText('Email'), { target: { value: ana.email } })
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'not it' } })
  fireEvent.submit(screen.getByRole('form'))
  return { ...window, answer }
}

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const button = () => screen.getByRole('button', { name: /^Log in$|^Checking…$/ })

beforeEach(() => void vi.useRealTimers())
afterEach(() => void vi.useRealTimers())

test('shows no spinner for a wait of less than 300 ms, but ignores a second press', async () => {
  const { answer } = await sendSlowly()
  expect(button().textContent).toBe('Log in')
  expect(button().getAttribute('aria-disabled')).toBe('true')
  await advance(200)
  answer()
  await advance(0)
  expect(onScreen().getByText('The email or password is not correct')).toBeTruthy()
  expect(button().getAttribute('aria-disabled')).toBeNull()
})

test('shows and announces its progress after 300 ms', async () => {
  const { announced } = await sendSlowly()
  await advance(300)
  expect(button().textContent).toBe('Checking…')
  expect(announced().polite).toBe('Checking…')
})

test('keeps a spinner for at least 400 ms once it is shown', async () => {
  const { answer } = await sendSlowly()
  await advance(310)
  answer()
  await advance(380)
  expect(button().textContent).toBe('Checking…')
  await advance(20)
  expect(button().textContent).toBe('Log in')
})

test('explains a wait of 5 s and of 15 s, and never times out', async () => {
  const { announced, answer } = await sendSlowly()
  await advance(5_000)
  const slow = 'Still working. This can take longer on a slow computer.'
  expect(onScreen().getByText(slow)).toBeTruthy()
  expect(announced().polite).toBe(slow)
  await advance(10_000)
  expect(onScreen().getByText(/This is taking unusually long/)).toBeTruthy()
  await advance(60_000)
  expect(screen.getByRole('form').getAttribute('aria-busy')).toBe('true')
  answer()
  await advance(0)
  expect(onScreen().getByText('The email or password is not correct')).toBeTruthy()
})

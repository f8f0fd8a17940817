import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

/** Log in, filled and sent, with an answer that comes when the test says so. */
async function sendSlowly() {
  const world = await createWorld()
  await registered(world.auth)
  let answer = () => {}
  const answered = new Promise<void>((done) => (answer = done))
  const refused = { ok: false, error: { code: 'wrongCredentials' } } as const
  const auth = { ...world.auth, logIn: () => answered.then(() => refused) }
  const window = await openWindow({ world: { ...world, auth } })
  vi.useFakeTimers()
  fireEvent.change(screen.getByLabelText('Email'), { target: { value: ana.email } })
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'not it' } })
  fireEvent.submit(screen.getByRole('form'))
  return { ...window, answer }
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const button = () => screen.getByRole('button', { name: /^Log in$|^Checking…$/ })

beforeEach(() => void vi.useRealTimers())
afterEach(() => void vi.useRealTimers())

test('shows no spinner for a wait of less than 300 ms, but takes no second press either', async () => {
  const { answer } = await sendSlowly()
  expect(button().textContent).toBe('Log in')
  expect(button().getAttribute('aria-disabled')).toBe('true')
  await pass(200)
  answer()
  await pass(0)
  expect(onScreen().getByText('The email or password is not correct')).toBeTruthy()
  expect(button().getAttribute('aria-disabled')).toBeNull()
})

test('says what it does after 300 ms, for the eye and the ear', async () => {
  const { said } = await sendSlowly()
  await pass(300)
  expect(button().textContent).toBe('Checking…')
  expect(said().polite).toBe('Checking…')
})

test('keeps a spinner for 400 ms once it is shown', async () => {
  const { answer } = await sendSlowly()
  await pass(310)
  answer()
  await pass(380)
  expect(button().textContent).toBe('Checking…')
  await pass(20)
  expect(button().textContent).toBe('Log in')
})

test('explains a wait of 5 s and of 15 s, and never gives up by itself', async () => {
  const { said, answer } = await sendSlowly()
  await pass(5_000)
  const slow = 'Still working. This can take longer on a slow computer.'
  expect(onScreen().getByText(slow)).toBeTruthy()
  expect(said().polite).toBe(slow)
  await pass(10_000)
  expect(onScreen().getByText(/This is taking unusually long/)).toBeTruthy()
  await pass(60_000)
  expect(screen.getByRole('form').getAttribute('aria-busy')).toBe('true')
  answer()
  await pass(0)
  expect(onScreen().getByText('The email or password is not correct')).toBeTruthy()
})

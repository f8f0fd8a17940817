import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

const email = () => screen.getByLabelText<HTMLInputElement>('Email')

test('Back after a log-out does not show what the previous person typed', async () => {
  const world = await createWorld()
  await registered(world.auth, ana)
  const { user, answered } = await openWindow({ world })
  await user.click(screen.getByRole('link', { name: /create an account/i }))
  await user.type(email(), ana.email)
  await user.click(screen.getByRole('link', { name: /log in/i }))
  await user.type(screen.getByLabelText('Password'), ana.password)
  await user.click(screen.getByRole('button', { name: /^log in/i }))
  await answered()
  await screen.findByRole('navigation', { name: 'Your account' })
  await user.click(screen.getByRole('button', { name: 'Log out' }))
  await answered()
  await waitFor(() => expect(email().value).toBe(''))
  fireEvent.keyDown(window, { key: 'ArrowLeft', altKey: true })
  await answered()

  expect(email().value).toBe('')
})

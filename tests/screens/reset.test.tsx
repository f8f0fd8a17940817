import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

const fresh = 'quivering teapot mandolin'

async function openReset() {
  const world = await createWorld()
  const recoveryKey = await registered(world.auth)
  const window = await openWindow({ world })
  await window.user.type(screen.getByLabelText('Email'), ana.email)
  await window.user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  const reset = async (key: string, password = fresh) => {
    await window.user.clear(keyField())
    await window.user.type(keyField(), key)
    await window.user.clear(newPassword())
    await window.user.type(newPassword(), `${password}{Enter}`)
  }
  return { ...window, recoveryKey, reset }
}

const keyField = () => screen.getByLabelText<HTMLInputElement>('Recovery key')
const newPassword = () => screen.getByLabelText<HTMLInputElement>('Create a new password')

/** Another character of the same alphabet in the first place. */
const mistyped = (key: string) => (key.startsWith('7') ? '8' : '7') + key.slice(1)

test('gives every field what password managers and keyboards ask for', async () => {
  await openReset()
  const attributes = (field: HTMLElement) =>
    ['name', 'type', 'autocomplete', 'autocapitalize', 'spellcheck', 'aria-required', 'maxlength', 'placeholder'].map(
      (name) => field.getAttribute(name),
    )
  expect(attributes(screen.getByLabelText('Email'))).toEqual([
    'email',
    'email',
    'username',
    'none',
    'false',
    'true',
    null,
    null,
  ])
  expect(attributes(keyField())).toEqual(['recoveryKey', 'text', 'off', 'characters', 'false', 'true', null, null])
  expect(attributes(newPassword())).toEqual([
    'newPassword',
    'password',
    'new-password',
    'none',
    'false',
    'true',
    null,
    null,
  ])
})

test('tells a mistyped key by its check character and spends no attempt on it', async () => {
  const { reset, recoveryKey, sent } = await openReset()
  await reset(mistyped(recoveryKey))
  expect(onScreen().getByText('Check your recovery key: at least one character is mistyped')).toBeTruthy()
  expect(keyField()).toBe(document.activeElement)
  expect(sent['requestReset']).toBeUndefined()
})

test('counts the characters of a key that is too short', async () => {
  const { reset } = await openReset()
  await reset('7K4MQ-X2RVT')
  expect(onScreen().getByText('Recovery key must be 25 letters and numbers. You have entered 10.')).toBeTruthy()
})

test('resets with the key in lower case and spaces, shows the new key, logs nobody in, and leads to Log in', async () => {
  const { reset, recoveryKey, sent, user, world } = await openReset()
  await reset(recoveryKey.toLowerCase().replaceAll('-', ' '))
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(sent).toMatchObject({ requestReset: 1, resetPassword: 1 })
  expect(sent['logIn']).toBeUndefined()
  expect(onScreen().getByText('Password updated. Save your new recovery key.')).toBeTruthy()
  expect(document.body.textContent).not.toContain(recoveryKey)
  expect(await world.auth.profile()).toEqual({ ok: false, error: { code: 'notLoggedIn', reason: 'none' } })

  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(sent['confirmRecoveryKey']).toBeUndefined()
  expect(onScreen().getByText('Password updated. Log in with your new password.')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
  await user.keyboard(`${fresh}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Welcome, ana' })
})

test('refuses a key that is not this account’s, keeps email and key, and clears the new password', async () => {
  const world = await createWorld()
  const otherKey = await registered(world.auth)
  await world.close()
  const { reset, said } = await openReset()
  await reset(otherKey)
  await onScreen().findByText('The email and recovery key do not match')
  expect(said().assertive).toBe('The email and recovery key do not match')
  expect(keyField()).toBe(document.activeElement)
  expect(keyField().value).toBe(otherKey)
  expect(newPassword().value).toBe('')
  expect(newPassword().getAttribute('aria-invalid')).toBeNull()
})

test('says at the field that a new password is weak, and takes the same key again', async () => {
  const { reset, recoveryKey, user } = await openReset()
  await reset(recoveryKey, 'password123')
  await onScreen().findByText(/used by many people/)
  expect(newPassword()).toBe(document.activeElement)
  expect(keyField().value).toBe(recoveryKey)
  await user.clear(newPassword())
  await user.type(newPassword(), `${fresh}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('keeps the reset token out of the page, the address and every storage', async () => {
  const world = await createWorld()
  const key = await registered(world.auth)
  const tokens: string[] = []
  const seen: string[] = []
  const { user } = await openWindow({
    world: {
      ...world,
      auth: {
        ...world.auth,
        requestReset: async (input) => {
          const outcome = await world.auth.requestReset(input)
          if (outcome.ok) tokens.push(outcome.value.resetToken)
          return outcome
        },
        resetPassword: () => {
          seen.push(document.documentElement.outerHTML, location.href, JSON.stringify([localStorage, sessionStorage]))
          return Promise.resolve({ ok: false, error: { code: 'invalidResetToken' } })
        },
      },
    },
  })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await user.type(await screen.findByLabelText('Recovery key'), key)
  await user.type(newPassword(), `${fresh}{Enter}`)
  await onScreen().findByText('The reset was not finished in time. Nothing was changed. Try again.')
  expect(tokens).toHaveLength(1)
  expect(seen).toHaveLength(3)
  for (const place of seen) expect(place).not.toContain(tokens[0])
})

test('spends nothing when the screen is left between the two calls', async () => {
  const { reset, recoveryKey, sent, hold, answered, user, world } = await openReset()
  const release = hold()
  await reset(recoveryKey)
  await waitFor(() => expect(sent['requestReset']).toBe(1))
  await user.click(screen.getByRole('link', { name: 'Back' }))
  release()
  await act(answered)
  expect(sent['resetPassword']).toBeUndefined()
  expect(screen.getByRole('heading', { level: 1, name: 'Log in' })).toBeTruthy()
  expect((await world.auth.logIn(ana)).ok).toBe(true)
})

test('reads email and key out of a saved key file', async () => {
  const { recoveryKey, system, user } = await openReset()
  system.keyFile = { email: 'somebody@example.com', recoveryKey }
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  await waitFor(() => expect(keyField().value).toBe(recoveryKey))
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('somebody@example.com')
  expect(newPassword()).toBe(document.activeElement)
})

test('says at the key that a file holds none, and leaves the fields alone when the dialog is cancelled', async () => {
  const { system, user } = await openReset()
  system.keyFile = null
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
  system.keyFile = { code: 'invalidInput', fields: { file: 'malformed' } }
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  await onScreen().findByText('This file does not contain a recovery key')
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
})

test('tells the truth to whoever has lost the key too', async () => {
  const { user } = await openReset()
  const question = screen.getByRole('button', { name: 'I do not have my recovery key' })
  expect(question.getAttribute('aria-expanded')).toBe('false')
  await user.click(question)
  expect(onScreen().getByText(/no one can open this account, not even the makers of Latchkey/)).toBeTruthy()
})

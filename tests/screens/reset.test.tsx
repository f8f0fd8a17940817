import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { homeHeading } from '../support/home-heading'
import { onScreen, openWindow } from '../support/open-window'
import { ana, bob, loggedIn, registered, valueOf } from '../support/people'
import { turnOnTwoFactor } from '../support/two-factor'
import { createWorld } from '../support/world'

const strongPassword = 'quivering teapot mandolin'

async function openReset() {
  const world = await createWorld()
  const recoveryKey = await registered(world.auth)
  const window = await openWindow({ world })
  await window.user.type(screen.getByLabelText('Email'), ana.email)
  await window.user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  const reset = async (key: string, password = strongPassword) => {
    await window.user.clear(keyField())
    await window.user.type(keyField(), key)
    await window.user.clear(newPassword())
    await window.user.type(newPassword(), `${password}{Enter}`)
  }
  return { ...window, recoveryKey, reset }
}

const keyField = () => screen.getByLabelText<HTMLInputElement>('Recovery key')
const newPassword = () => screen.getByLabelText<HTMLInputElement>('Create a new password')

/** The key with another valid character in the first place. */
const mistyped = (key: string) => (key.startsWith('7') ? '8' : '7') + key.slice(1)

test('sets the field attributes that password managers and on-screen keyboards need', async () => {
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

test('detects a mistyped key by its check character without using an attempt', async () => {
  const { reset, recoveryKey, callCounts } = await openReset()
  await reset(mistyped(recoveryKey))
  expect(onScreen().getByText('Check your recovery key: at least one character is mistyped')).toBeTruthy()
  expect(keyField()).toBe(document.activeElement)
  expect(callCounts['requestReset']).toBeUndefined()
})

test('shows how many characters a short key has', async () => {
  const { reset } = await openReset()
  await reset('7K4MQ-X2RVT')
  expect(onScreen().getByText('Recovery key must be 25 letters and numbers. You have entered 10.')).toBeTruthy()
})

test('accepts the key in lower case with spaces, shows the new key, and leads to Log in', async () => {
  const { reset, recoveryKey, callCounts, user, world } = await openReset()
  await reset(recoveryKey.toLowerCase().replaceAll('-', ' '))
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(callCounts).toMatchObject({ requestReset: 1, resetPassword: 1 })
  expect(callCounts['logIn']).toBeUndefined()
  expect(onScreen().getByText('Password updated. Save your new recovery key.')).toBeTruthy()
  expect(document.body.textContent).not.toContain(recoveryKey)
  expect(await world.auth.profile()).toEqual({ ok: false, error: { code: 'notLoggedIn', reason: 'none' } })

  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(callCounts['confirmRecoveryKey']).toBeUndefined()
  expect(onScreen().getByText('Password updated. Log in with your new password.')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
  await user.keyboard(`${strongPassword}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
})

test('refuses the key of another account, keeps email and key, and clears the new password', async () => {
  const world = await createWorld()
  const otherKey = await registered(world.auth)
  await world.close()
  const { reset, announced } = await openReset()
  await reset(otherKey)
  await onScreen().findByText('The email and the recovery key or code do not match')
  expect(announced().assertive).toBe('The email and the recovery key or code do not match')
  expect(keyField()).toBe(document.activeElement)
  expect(keyField().value).toBe(otherKey)
  expect(newPassword().value).toBe('')
  expect(newPassword().getAttribute('aria-invalid')).toBeNull()
})

test('reports a weak new password at its field, and accepts the same key again', async () => {
  const { reset, recoveryKey, user } = await openReset()
  await reset(recoveryKey, 'password123')
  await onScreen().findByText(/used by many people/)
  expect(newPassword()).toBe(document.activeElement)
  expect(keyField().value).toBe(recoveryKey)
  await user.clear(newPassword())
  await user.type(newPassword(), `${strongPassword}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('keeps the reset token out of the page, the address and web storage', async () => {
  const world = await createWorld()
  const key = await registered(world.auth)
  const tokens: string[] = []
  const inspected: string[] = []
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
          inspected.push(
            document.documentElement.outerHTML,
            location.href,
            JSON.stringify([localStorage, sessionStorage]),
          )
          return Promise.resolve({ ok: false, error: { code: 'invalidResetToken' } })
        },
      },
    },
  })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await user.type(await screen.findByLabelText('Recovery key'), key)
  await user.type(newPassword(), `${strongPassword}{Enter}`)
  await onScreen().findByText('The reset was not finished in time. Nothing was changed. Try again.')
  expect(tokens).toHaveLength(1)
  expect(inspected).toHaveLength(3)
  for (const text of inspected) expect(text).not.toContain(tokens[0])
})

test('leaves the password unchanged if the screen is left between the two calls', async () => {
  const { reset, recoveryKey, callCounts, hold, answered, user, world } = await openReset()
  const release = hold()
  await reset(recoveryKey)
  await waitFor(() => expect(callCounts['requestReset']).toBe(1))
  await user.click(screen.getByRole('link', { name: 'Back' }))
  release()
  await act(answered)
  expect(callCounts['resetPassword']).toBeUndefined()
  expect(screen.getByRole('heading', { level: 1, name: 'Log in' })).toBeTruthy()
  expect((await world.auth.logIn(ana)).ok).toBe(true)
})

test('fills in email and key from a saved key file', async () => {
  const { recoveryKey, system, user } = await openReset()
  system.keyFile = { email: 'somebody@example.com', recoveryKey }
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  await waitFor(() => expect(keyField().value).toBe(recoveryKey))
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('somebody@example.com')
  expect(newPassword()).toBe(document.activeElement)
})

test('reports a file without a key at the field, and changes nothing if the dialog is cancelled', async () => {
  const { system, user } = await openReset()
  system.keyFile = null
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
  system.keyFile = { code: 'invalidInput', fields: { file: 'malformed' } }
  await user.click(screen.getByRole('button', { name: 'Open key file…' }))
  await onScreen().findByText('This file does not contain a recovery key')
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
})

test('explains that an account without its recovery key cannot be opened', async () => {
  const { user } = await openReset()
  const question = screen.getByRole('button', { name: 'I do not have my recovery key' })
  expect(question.getAttribute('aria-expanded')).toBe('false')
  await user.click(question)
  expect(onScreen().getByText(/no one can open this account, not even the makers of Latchkey/)).toBeTruthy()
})

test('takes a code from an owner in place of the key, which turns two-factor off if the owner said so', async () => {
  const world = await createWorld()
  const { auth } = world
  await registered(auth)
  await registered(auth, bob)
  await loggedIn(auth, bob)
  await turnOnTwoFactor(auth, () => world.clock.now(), bob)
  valueOf(await auth.logOut())
  await loggedIn(auth)
  const { accounts } = valueOf(await auth.accounts({ search: bob.email }))
  const id = accounts[0]?.id ?? 0
  const { issuedCode } = valueOf(
    await auth.issueCode({ purpose: 'reset', id, turnOffTwoFactor: true, password: ana.password }),
  )
  valueOf(await auth.logOut())
  const { user } = await openWindow({ world })
  await user.type(screen.getByLabelText('Email'), bob.email)
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  expect(onScreen().getByText(/A code from an owner goes here too\./)).toBeTruthy()
  await user.type(keyField(), issuedCode.toLowerCase())
  await user.type(newPassword(), `${strongPassword}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { atPage, card, openPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { ana, loggedIn, registered, valueOf } from '../support/people'
import { openWindow } from '../support/open-window'
import { codeAt, createProtectedWorld, turnOnTwoFactor, wrongCodeAt } from '../support/two-factor'
import { createWorld } from '../support/world'

const security = () => within(card('Security'))
const press = (name: string | RegExp) => screen.getByRole('button', { name })
const code = () => screen.getByLabelText<HTMLInputElement>(/^(Code from your authenticator app|Backup code)$/)
const ignore = { ignore: '[aria-live]' }

/** Opens Log in for an account with two-factor turned on. */
async function openLogIn() {
  const home = await createProtectedWorld()
  const opened = await openWindow({ world: home.world })
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  const logIn = async (password = ana.password) => {
    await opened.user.type(screen.getByLabelText('Email'), ana.email)
    await opened.user.type(screen.getByLabelText('Password'), `${password}{Enter}`)
  }
  return { ...home, ...opened, logIn }
}

test('sets up two-factor in three steps, without a key store: password, authenticator, backup codes', async () => {
  const { user, world, system } = await atPage('Settings')
  expect(security().getByText('Off. With it, logging in also takes a code from your phone.')).toBeTruthy()
  await user.click(security().getByRole('button', { name: 'Set up…' }))
  await user.type(security().getByLabelText('Current password'), `${ana.password}{Enter}`)
  expect(await security().findByRole('img', { name: /^QR code for ana@example.com/ })).toBeTruthy()
  const shown = security().getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent
  expect(system.screenProtected).toBe(true)
  const first = security().getByLabelText<HTMLInputElement>('Code that the app shows')
  expect(first).toBe(document.activeElement)
  expect(first.autocomplete).toBe('one-time-code')
  expect(first.inputMode).toBe('numeric')
  const secret = shown.replaceAll(' ', '')
  await user.type(first, `${wrongCodeAt(secret, world.clock.now())}{Enter}`)
  expect(await security().findByText(/^The code is not correct/, ignore)).toBeTruthy()
  await user.clear(first)
  await user.type(first, `${codeAt(secret, world.clock.now())}{Enter}`)

  await screen.findByRole('heading', { level: 1, name: 'Save your backup codes' })
  const codes = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(codes).toHaveLength(10)
  await user.click(press('Copy'))
  expect(system.clipboard.split('\n')).toEqual(codes)
  await user.click(press('Save as file…'))
  await user.click(press('Continue'))
  expect(await screen.findByText('Confirm that you have saved your backup codes', ignore)).toBeTruthy()
  system.choose('logOut')
  expect(screen.getAllByRole('listitem')).toHaveLength(10)
  await user.click(screen.getByRole('checkbox'))
  await user.click(press('Continue'))
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  await openPage(user, 'Settings')
  expect(security().getByText('10 left')).toBeTruthy()
  expect(system.clipboard).toBe('')
})

test('asks for the code in one field at log-in, and repeats the call with it', async () => {
  const { user, world, logIn, callCounts, freshCode, secret } = await openLogIn()
  await logIn()
  await waitFor(() => expect(code()).toBe(document.activeElement))
  expect(code().autocomplete).toBe('one-time-code')
  expect(screen.queryByLabelText('Password')).toBeNull()
  expect(screen.queryByRole('alert')?.textContent ?? '').toBe('')
  await user.keyboard('{Enter}')
  expect(await screen.findByText('Enter the code', ignore)).toBeTruthy()
  await user.type(code(), '12{Enter}')
  expect(await screen.findByText(/^A code has 6 digits/, ignore)).toBeTruthy()
  expect(callCounts['logIn']).toBe(1)
  await user.clear(code())
  await user.type(code(), `${wrongCodeAt(secret, world.clock.now())}{Enter}`)
  expect(await screen.findByText(/^The code is not correct/, ignore)).toBeTruthy()
  expect(code()).toBe(document.activeElement)
  await user.clear(code())
  await user.click(code())
  await user.paste(freshCode().replace(/^.../, '$& '))
  await user.keyboard('{Enter}')
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
})

test('asks for the password again after Back, or if the password has changed meanwhile', async () => {
  const { user, logIn, world } = await openLogIn()
  await logIn()
  await waitFor(() => code())
  await user.click(screen.getByRole('link', { name: 'Back' }))
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
  await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
  await waitFor(() => code())
  world.accounts.deps.tables.users.updateUser(1, {
    hashedPassword: await world.accounts.deps.auth.hashPassword('another one'),
  })
  await user.type(code(), '123456{Enter}')
  expect(await screen.findByText('The email or password is not correct', ignore)).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
  await waitFor(() => expect(screen.getByLabelText('Password')).toBe(document.activeElement))
})

test('asks for a backup code if the secret does not open, and suggests new ones after the last', async () => {
  const { user, logIn, backupCodes, world } = await openLogIn()
  world.accounts.deps.tables.users.updateUser(1, { recoveryKeyConfirmed: true, totpSecret: 'sealed by a key store' })
  for (const usedCode of backupCodes.slice(1)) {
    valueOf(await world.auth.logIn({ ...ana, code: usedCode }))
    valueOf(await world.auth.logOut())
  }
  await logIn()
  expect(await screen.findByText(/The codes of your app cannot be checked for now/, ignore)).toBeTruthy()
  expect(screen.getByText('No backup code left? Ask an owner of this Latchkey for a reset code.')).toBeTruthy()
  expect(code().inputMode).toBe('text')
  await user.type(code(), `${backupCodes[0]?.toLowerCase() ?? ''}{Enter}`)
  expect(await screen.findByText('You have no backup code left.', ignore)).toBeTruthy()
  expect(press('Create new codes')).toBeTruthy()
})

test('pauses after five wrong codes, and counts down the pause', async () => {
  const { user, logIn, world, secret } = await openLogIn()
  for (let tries = 0; tries < 5; tries += 1) {
    await world.auth.logIn({ ...ana, code: wrongCodeAt(secret, world.clock.now()) })
  }
  await logIn()
  await waitFor(() => code())
  await user.type(code(), `${wrongCodeAt(secret, world.clock.now())}{Enter}`)
  expect(await screen.findByRole('button', { name: /^Log in \(in/ })).toBeTruthy()
})

test('asks for the code at a reset', async () => {
  const { user, recoveryKey, freshCode } = await openLogIn()
  await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  await user.type(screen.getByLabelText('Email'), ana.email)
  await user.type(screen.getByLabelText('Recovery key'), recoveryKey)
  await user.type(screen.getByLabelText('Create a new password'), 'nuages sur la mer{Enter}')
  await waitFor(() => expect(code()).toBe(document.activeElement))
  await user.type(code(), `${freshCode()}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('renews the codes and turns two-factor off with password and code', async () => {
  const world = await createWorld()
  await registered(world.auth)
  await loggedIn(world.auth)
  const { secret } = await turnOnTwoFactor(world.auth, () => world.clock.now())
  const { user, announced } = await openWindow({ world })
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  await openPage(user, 'Settings')
  const reauthenticate = async () => {
    world.clock.advance(30_000)
    await user.type(security().getByLabelText('Current password'), ana.password)
    await user.type(code(), `${codeAt(secret, world.clock.now())}{Enter}`)
  }
  await user.click(security().getByRole('button', { name: 'New backup codes…' }))
  await reauthenticate()
  await screen.findByText('Your old backup codes no longer work.', ignore)
  await user.click(screen.getByRole('checkbox'))
  await user.click(press('Continue'))
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  await openPage(user, 'Settings')
  await user.click(await security().findByRole('button', { name: 'Turn off…' }))
  await reauthenticate()
  expect(await security().findByText('Two-factor authentication is off')).toBeTruthy()
  expect(announced().polite).toBe('Two-factor authentication is off')
  expect(security().getByRole('button', { name: 'Set up…' })).toBe(document.activeElement)
  expect(valueOf(await world.auth.profile()).twoFactor).toBe(false)
})

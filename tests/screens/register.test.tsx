import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Language } from '../../renderer/app/intl'
import { onScreen, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

async function openRegister(options: { world?: Awaited<ReturnType<typeof createWorld>>; language?: Language } = {}) {
  const window = await openWindow(options)
  window.system.choose('createAccount')
  await screen.findByRole('heading', { level: 1, name: /Create an account|Créer un compte/ })
  return window
}

const email = () => screen.getByLabelText<HTMLInputElement>('Email')
const password = () => screen.getByLabelText<HTMLInputElement>('Create a password')
const submit = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Create account' }))
const describedBy = (field: HTMLElement) =>
  (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent.trim())

test('focuses Email, says that no mail is sent, and marks no field as invalid', async () => {
  await openRegister()
  expect(email()).toBe(document.activeElement)
  expect(describedBy(email())).toEqual([
    'This is the name of your account. No message is ever sent to this address, because there is no mail server.',
  ])
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
})

test('sets the field attributes that password managers and on-screen keyboards need', async () => {
  await openRegister()
  const attributes = (field: HTMLElement) =>
    ['name', 'type', 'autocomplete', 'autocapitalize', 'spellcheck', 'aria-required', 'maxlength', 'placeholder'].map(
      (name) => field.getAttribute(name),
    )
  expect(attributes(email())).toEqual(['email', 'email', 'username', 'none', 'false', 'true', null, null])
  expect(attributes(password())).toEqual([
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

test('lists two errors in a focused summary that links to each field', async () => {
  const { user } = await openRegister()
  await submit(user)
  const summary = screen.getByRole('group', { name: 'There is a problem' })
  expect(summary).toBe(document.activeElement)
  expect(document.title).toMatch(/^Error: Create an account - Latchkey/)
  const links = within(summary).getAllByRole('link')
  expect(links.map((link) => link.textContent)).toEqual(['Enter an email address', 'Enter a password'])
  expect(describedBy(email())).toContain('Error: Enter an email address')
  expect(describedBy(password())).toContain('Error: Enter a password')
  await user.click(within(summary).getByRole('link', { name: 'Enter a password' }))
  expect(password()).toBe(document.activeElement)
})

test('shows a single error only at its field, announces it and focuses the field', async () => {
  const { user, announced } = await openRegister()
  await user.type(password(), ana.password)
  await submit(user)
  expect(screen.queryByText('There is a problem')).toBeNull()
  expect(email()).toBe(document.activeElement)
  expect(email().getAttribute('aria-invalid')).toBe('true')
  expect(describedBy(email())[1]).toBe('Error: Enter an email address')
  expect(announced().assertive).toBe('Enter an email address')
  expect(document.title).not.toMatch(/^Error/)
  expect(password().value).toBe(ana.password)
})

test('validates an email only after the filled field loses the focus', async () => {
  const { user } = await openRegister()
  await user.type(email(), 'ana')
  expect(email().getAttribute('aria-invalid')).toBeNull()
  await user.tab()
  expect(screen.getByText('Enter an email address in the format name@example.com')).toBeTruthy()
  expect(document.activeElement).toBe(password())
})

test('shows no error when an empty field loses the focus', async () => {
  const { user } = await openRegister()
  await user.tab()
  await user.tab()
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
})

test('removes an error at the keystroke that corrects it', async () => {
  const { user } = await openRegister()
  await user.type(email(), 'ana@')
  await user.tab()
  expect(email().getAttribute('aria-invalid')).toBe('true')
  await user.type(email(), 'h')
  expect(email().getAttribute('aria-invalid')).toBeNull()
  expect(screen.queryByText('Enter an email address in the format name@example.com')).toBeNull()
})

test('shows the error of a left field only after the click, so that the pressed button does not move', async () => {
  const { user, callCounts } = await openRegister()
  await user.type(email(), 'ana@')
  const button = screen.getByRole('button', { name: 'Create account' })
  await user.pointer({ target: button, keys: '[MouseLeft>]' })
  expect(document.querySelectorAll('[aria-invalid]')).toHaveLength(0)
  await user.pointer({ target: button, keys: '[/MouseLeft]' })
  expect(screen.getByText('There is a problem')).toBeTruthy()
  expect(callCounts['register']).toBeUndefined()
})

test('reports a taken email despite case and spaces, keeps both fields, and links to Log in', async () => {
  const world = await createWorld()
  await registered(world.auth)
  const { user } = await openRegister({ world })
  await user.type(email(), '  ANA@Example.com ')
  await user.type(password(), 'something unlisted')
  await submit(user)
  await onScreen().findByText('This email is already registered on this computer. Use another, or log in.')
  expect(email().value.trim()).toBe('ANA@Example.com')
  expect(password().value).toBe('something unlisted')
  expect(email()).toBe(document.activeElement)
  const [link] = screen.getAllByRole('link', { name: 'Log in' })
  if (link) await user.click(link)
  expect(screen.getByLabelText<HTMLInputElement>('Email').value.trim()).toBe('ANA@Example.com')
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
})

test('removes the error of a taken email when the email changes', async () => {
  const world = await createWorld()
  await registered(world.auth)
  const { user } = await openRegister({ world })
  await user.keyboard(`${ana.email}{Tab}something unlisted{Enter}`)
  await waitFor(() => expect(email().getAttribute('aria-invalid')).toBe('true'))
  await user.type(email(), '.uk')
  expect(email().getAttribute('aria-invalid')).toBeNull()
})

test('shows a common password, which only main detects, as an error at the field', async () => {
  const { user } = await openRegister()
  await user.keyboard(`${ana.email}{Tab}password123{Enter}`)
  await onScreen().findByText(/used by many people/)
  expect(password()).toBe(document.activeElement)
  expect(password().value).toBe('password123')
  expect(password().getAttribute('aria-invalid')).toBe('true')
})

test('sends the form once, however often Enter is pressed', async () => {
  const { user, callCounts, hold } = await openRegister()
  await user.keyboard(`${ana.email}{Tab}${ana.password}`)
  const release = hold()
  await user.keyboard('{Enter}{Enter}')
  await submit(user)
  expect(screen.getByRole('form', { name: 'Create an account' }).getAttribute('aria-busy')).toBe('true')
  expect(email().readOnly).toBe(true)
  release()
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(callCounts).toMatchObject({ register: 1, logIn: 1 })
})

test('ignores the outcome of a form that was left, and does not log in', async () => {
  const { user, callCounts, hold, world } = await openRegister()
  await user.keyboard(`${ana.email}{Tab}${ana.password}`)
  const release = hold()
  await user.keyboard('{Enter}')
  await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  screen.getByRole('heading', { level: 1, name: 'Welcome' })
  release()
  await screen.findByRole('button', { name: 'Log in' })
  expect(screen.getByRole('heading', { level: 1, name: 'Welcome' })).toBeTruthy()
  expect(callCounts['logIn']).toBeUndefined()
  expect(await world.auth.profile()).toMatchObject({ ok: false })
})

test('shows the recovery key even if the following log-in fails', async () => {
  const world = await createWorld()
  const window = await openRegister({
    world: {
      ...world,
      auth: { ...world.auth, logIn: () => Promise.resolve({ ok: false, error: { code: 'storage', reason: 'io' } }) },
    },
  })
  await window.user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  await window.user.click(screen.getByRole('checkbox'))
  await window.user.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Log in' })
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe(ana.email)
})

test('keeps typed text and translates the errors when the language changes', async () => {
  const { user } = await openRegister()
  await user.type(email(), 'ana')
  await user.type(password(), 'tarte')
  await user.tab()
  await user.selectOptions(screen.getByLabelText('Language'), 'fr')
  await screen.findByRole('heading', { level: 1, name: 'Créer un compte' })
  expect(screen.getByLabelText<HTMLInputElement>('Adresse e-mail').value).toBe('ana')
  expect(screen.getByLabelText<HTMLInputElement>('Choisissez un mot de passe').value).toBe('tarte')
  expect(screen.getByText('Saisissez une adresse e-mail au format nom@example.com')).toBeTruthy()
  expect(screen.getByText('Encore 3 caractères')).toBeTruthy()
  expect(document.documentElement.lang).toBe('fr')
})

test('shows a storage failure with a retry button, and keeps the fields', async () => {
  const world = await createWorld()
  let broken = true
  const { user } = await openRegister({
    world: {
      ...world,
      auth: {
        ...world.auth,
        register: (input) =>
          broken
            ? Promise.resolve({ ok: false, error: { code: 'storage', reason: 'diskFull' } })
            : world.auth.register(input),
      },
    },
  })
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  const sentence = await onScreen().findByText(/The disk is full/)
  expect(sentence.closest('[tabindex="-1"]')).toBe(document.activeElement)
  expect(screen.getByText('Error code: storage/diskFull')).toBeTruthy()
  expect(password().value).toBe(ana.password)
  broken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

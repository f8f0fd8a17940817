import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Language } from '../../renderer/app/intl'
import { closeWindows, onScreen, openWindow } from '../support/open-window'
import { ana, bob, loggedIn, registered, valueOf } from '../support/people'
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

test('offers no retry if the account file would become too large: only removing accounts helps', async () => {
  const world = await createWorld()
  const register = () => Promise.resolve({ ok: false, error: { code: 'storage', reason: 'tooLarge' } } as const)
  const { user } = await openRegister({ world: { ...world, auth: { ...world.auth, register } } })
  await user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  const sentence =
    'The account file would become larger than Latchkey supports. Nothing was changed. An owner can remove accounts that are no longer needed.'
  expect((await onScreen().findByText(sentence)).closest('[tabindex="-1"]')).toBe(document.activeElement)
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

const invitation = () => screen.getByLabelText<HTMLInputElement>('Invitation')
const needsInvitation = 'The owners of this Latchkey decide who has an account here: you need an invitation.'

/** Ana, the owner, has closed registration, issued an invitation and logged out. */
async function createClosedWorld() {
  const world = await createWorld()
  await registered(world.auth)
  await loggedIn(world.auth)
  const { password } = ana
  const { issuedCode } = valueOf(await world.auth.issueCode({ purpose: 'invite', password }))
  valueOf(await world.auth.setRegistration({ mode: 'closed', password }))
  valueOf(await world.auth.logOut())
  return { world, issuedCode }
}

/** The invitation with another valid character in the first place. */
const mistyped = (code: string) => (code.startsWith('7') ? '8' : '7') + code.slice(1)

test('tells only the first person that they will be the owner', async () => {
  const sentence = 'You will be the owner of this Latchkey: you decide who has an account here.'
  const { user, world, hold } = await openRegister()
  expect(screen.getByText(sentence)).toBeTruthy()
  expect(screen.queryByLabelText('Invitation')).toBeNull()
  await user.keyboard(`${ana.email}{Tab}${ana.password}`)
  const release = hold()
  await user.keyboard('{Enter}')
  await waitFor(async () => expect(valueOf(await world.auth.welcome()).hasAccounts).toBe(true))
  expect(screen.getByText(sentence)).toBeTruthy()
  release()
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  await closeWindows()
  const second = await createWorld()
  await registered(second.auth)
  await openRegister({ world: second })
  expect(screen.queryByText(sentence)).toBeNull()
})

test('asks for an invitation while registration is closed, and says why', async () => {
  const { world, issuedCode } = await createClosedWorld()
  const { user } = await openRegister({ world })
  expect(onScreen().getByText(needsInvitation)).toBeTruthy()
  expect(invitation()).toBe(document.activeElement)
  expect(describedBy(invitation())[0]).toMatch(/^The 25 letters and numbers that an owner gave you\./)
  await user.keyboard(issuedCode.toLowerCase().replaceAll('-', ' '))
  await user.type(email(), bob.email)
  await user.type(password(), `${bob.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('finds an invitation that is missing, short or mistyped without a call', async () => {
  const { world, issuedCode } = await createClosedWorld()
  const { user, callCounts } = await openRegister({ world })
  await user.type(email(), bob.email)
  await user.type(password(), `${bob.password}{Enter}`)
  expect(onScreen().getByText('Enter your invitation, or ask an owner for one')).toBeTruthy()
  await user.type(invitation(), '7K4MQ-X2RVT')
  expect(onScreen().getByText('An invitation has 25 letters and numbers. You have entered 10.')).toBeTruthy()
  await user.clear(invitation())
  await user.type(invitation(), mistyped(issuedCode))
  expect(onScreen().getByText('Check your invitation: at least one character is mistyped')).toBeTruthy()
  expect(callCounts['register']).toBeUndefined()
})

test('says at the field that an invitation is not valid, and keeps what was typed', async () => {
  const { world, issuedCode } = await createClosedWorld()
  const { user } = await openRegister({ world })
  world.clock.advance(25 * 3_600_000)
  await user.keyboard(issuedCode)
  await user.type(email(), bob.email)
  await user.type(password(), `${bob.password}{Enter}`)
  await onScreen().findByText(/^This invitation is not valid\./)
  expect(invitation()).toBe(document.activeElement)
  expect(invitation().value).toBe(issuedCode)
  expect(password().value).toBe(bob.password)
})

test('asks for the invitation, and says whom to ask, if registration was closed meanwhile', async () => {
  const { world, issuedCode } = await createClosedWorld()
  const { auth } = world
  const { user } = await openRegister({
    world: {
      ...world,
      auth: {
        ...auth,
        welcome: async () => ({ ok: true, value: { ...valueOf(await auth.welcome()), registration: 'open' } }),
      },
    },
  })
  expect(screen.queryByLabelText('Invitation')).toBeNull()
  await user.keyboard(`${bob.email}{Tab}${bob.password}{Enter}`)
  await onScreen().findByText(
    'Registration is closed now. Ask an owner of this Latchkey for an invitation and enter it here.',
  )
  expect(invitation()).toBe(document.activeElement)
  expect(onScreen().getByText(needsInvitation)).toBeTruthy()
  expect(email().value).toBe(bob.email)
  await user.keyboard(`${issuedCode}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openWindow, type OpenWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

const dashed = /^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/

/** Registers through the screens: what comes next is the key. */
async function atTheKey(options?: Parameters<typeof openWindow>[0]): Promise<OpenWindow> {
  const opened = await openWindow(options)
  const french = options?.language === 'fr'
  await opened.user.click(screen.getByRole('button', { name: french ? 'Créer un compte' : 'Create an account' }))
  await opened.user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: french ? /Enregistrez votre clé/ : 'Save your recovery key' })
  return opened
}

const theKey = () => screen.getByRole('group', { name: new RegExp(`Recovery key for ${ana.email}`) })
const shownKey = () => Array.from(theKey().querySelectorAll('span > span'), (group) => group.textContent).join('-')
/** On the screen itself; the live regions repeat what they announce. */
const onScreen = () => within(screen.getByRole('main'))
const press = (opened: OpenWindow, name: string) => opened.user.click(screen.getByRole('button', { name }))

test('shows the key in five groups of five and says it character by character', async () => {
  await atTheKey()
  expect(shownKey()).toMatch(dashed)
  const spelled = shownKey()
    .split('-')
    .map((group) => Array.from(group).join(', '))
    .join('; ')
  expect(theKey()).toBe(screen.getByRole('group', { name: `Recovery key for ${ana.email} ${spelled}` }))
})

test('begins at the heading and says that the account is there', async () => {
  const { said } = await atTheKey()
  expect(screen.getByRole('heading', { level: 1 })).toBe(document.activeElement)
  await waitFor(() => expect(said().polite).toBe('Account created. One last step.'))
})

test('copies the key with its dashes, says for how long, and says when it is gone again', async () => {
  const opened = await atTheKey()
  await press(opened, 'Copy')
  expect(opened.system.clipboard).toBe(shownKey())
  const copied = 'Recovery key copied. The clipboard will be cleared in 60 seconds.'
  expect(await onScreen().findByText(copied)).toBeTruthy()
  expect(opened.said().polite).toBe(copied)
  act(() => opened.system.clearClipboard())
  expect(onScreen().getByText('Clipboard cleared')).toBeTruthy()
  expect(opened.said().polite).toBe('Clipboard cleared')
})

test('copies the same way when the key is copied by hand, so that the clipboard is cleared then too', async () => {
  const opened = await atTheKey()
  act(() => theKey().focus())
  document.getSelection()?.selectAllChildren(theKey()) // jsdom forgets what a focus listener selects
  await opened.user.copy()
  expect(opened.system.clipboard).toBe(shownKey())
})

test('says where the file was saved, and nothing when the dialog is cancelled', async () => {
  const opened = await atTheKey()
  opened.system.chosenFile = null
  await press(opened, 'Save as file…')
  expect(onScreen().queryByText(/^Saved/)).toBeNull()
  opened.system.chosenFile = '/media/usb/latchkey-recovery-key.txt'
  await press(opened, 'Save as file…')
  expect(await onScreen().findByText('Saved to /media/usb/latchkey-recovery-key.txt')).toBeTruthy()
})

test('says why the file was not saved and keeps the focus on the button', async () => {
  const opened = await atTheKey()
  opened.system.writeError = { code: 'storage', reason: 'diskFull' }
  await press(opened, 'Save as file…')
  const failure = 'The file was not saved: the disk is full. Choose another place.'
  expect(await onScreen().findByText(failure)).toBeTruthy()
  expect(opened.said().assertive).toBe(failure)
  expect(screen.getByRole('button', { name: 'Save as file…' })).toBe(document.activeElement)
})

test('says that the sheet went to the printer, and nothing when printing is cancelled', async () => {
  const opened = await atTheKey()
  opened.system.printerReady = false
  await press(opened, 'Print…')
  expect(onScreen().queryByText('Sent to the printer')).toBeNull()
  opened.system.printerReady = true
  await press(opened, 'Print…')
  expect(await onScreen().findByText('Sent to the printer')).toBeTruthy()
})

test('does not go on before the box is ticked: the box takes the focus and says why', async () => {
  const opened = await atTheKey()
  await press(opened, 'Continue')
  const box = screen.getByRole('checkbox', { name: 'I have saved my recovery key' })
  expect(box).toBe(document.activeElement)
  expect(box.getAttribute('aria-invalid')).toBe('true')
  expect(onScreen().getByText('Confirm that you have saved your recovery key')).toBeTruthy()
  expect(opened.sent['confirmRecoveryKey']).toBeUndefined()
  await opened.user.click(box)
  expect(onScreen().queryByText('Confirm that you have saved your recovery key')).toBeNull()
})

test('confirms once, empties the clipboard and goes on to the session', async () => {
  const opened = await atTheKey()
  await press(opened, 'Copy')
  await opened.user.click(screen.getByRole('checkbox'))
  await opened.user.dblClick(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: 'Welcome, ana' })
  expect(opened.sent['confirmRecoveryKey']).toBe(1)
  expect(opened.system.clipboard).toBe('')
  expect(onScreen().queryByText('You have not saved a recovery key.')).toBeNull()
})

test('is kept out of screenshots, and only this screen is', async () => {
  const opened = await atTheKey()
  await waitFor(() => expect(opened.system.screenProtected).toBe(true))
  await opened.user.click(screen.getByRole('checkbox'))
  await press(opened, 'Continue')
  await screen.findByRole('heading', { level: 1, name: 'Welcome, ana' })
  await waitFor(() => expect(opened.system.screenProtected).toBe(false))
})

test('is not dropped by Esc, the menu or the app’s name', async () => {
  const opened = await atTheKey()
  const key = shownKey()
  await opened.user.keyboard('{Escape}')
  for (const command of ['createAccount', 'logOut', 'securitySettings'] as const)
    act(() => opened.system.choose(command))
  await opened.user.click(screen.getByRole('link', { name: 'Latchkey' }))
  expect(shownKey()).toBe(key)
})

test('after a reset makes no call of Continue and leads to Log in, the email filled in', async () => {
  const world = await createWorld()
  const recoveryKey = await registered(world.auth)
  const opened = await openWindow({ world })
  await opened.user.click(onScreen().getByText('Forgot your password?'))
  await screen.findByRole('heading', { level: 1, name: 'Reset your password' })
  await opened.user.type(screen.getByLabelText('Email'), ana.email)
  await opened.user.type(screen.getByLabelText('Recovery key'), recoveryKey)
  await opened.user.type(screen.getByLabelText('Create a new password'), 'trois petits chats')
  await press(opened, 'Reset password')
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
  expect(onScreen().getByText('Password updated. Save your new recovery key.')).toBeTruthy()
  expect(shownKey()).not.toBe(recoveryKey)

  await opened.user.click(screen.getByRole('checkbox'))
  await press(opened, 'Continue')
  expect(await onScreen().findByText('Password updated. Log in with your new password.')).toBeTruthy()
  expect(opened.sent['confirmRecoveryKey']).toBeUndefined()
  expect(screen.getByLabelText('Email')).toHaveProperty('value', ana.email)
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
})

test('speaks French, and changes the language without losing the key', async () => {
  const opened = await atTheKey({ language: 'fr' })
  const group = screen.getByRole('group', { name: new RegExp(`Clé de récupération de ${ana.email}`) })
  const key = group.textContent
  expect(onScreen().getByText('Compte créé. Dernière étape.')).toBeTruthy()
  act(() => opened.system.changeSettings({ resolvedLanguage: 'en' }))
  expect(await onScreen().findByText('Account created. One last step.')).toBeTruthy()
  expect(theKey().textContent).toBe(key)
})

import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { homeHeading } from '../support/home-heading'
import { openWindow, type OpenWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { createWorld } from '../support/world'

const groupedKey = /^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/

/** Registers through the screens, up to the recovery key. */
async function openRecoveryKey(options?: Parameters<typeof openWindow>[0]): Promise<OpenWindow> {
  const opened = await openWindow(options)
  const french = options?.language === 'fr'
  await opened.user.click(screen.getByRole('button', { name: french ? 'Créer un compte' : 'Create an account' }))
  await opened.user.keyboard(`${ana.email}{Tab}${ana.password}{Enter}`)
  await screen.findByRole('heading', { level: 1, name: french ? /Enregistrez votre clé/ : 'Save your recovery key' })
  return opened
}

const keyBox = () => screen.getByRole('group', { name: new RegExp(`Recovery key for ${ana.email}`) })
const shownKey = () => Array.from(keyBox().querySelectorAll('span > span'), (group) => group.textContent).join('-')
/** The screen without the live regions, which repeat what they announce. */
const onScreen = () => within(screen.getByRole('main'))
const press = (opened: OpenWindow, name: string) => opened.user.click(screen.getByRole('button', { name }))

test('shows the key in five groups of five and spells it out for screen readers', async () => {
  await openRecoveryKey()
  expect(shownKey()).toMatch(groupedKey)
  const spelled = shownKey()
    .split('-')
    .map((group) => Array.from(group).join(', '))
    .join('; ')
  expect(keyBox()).toBe(screen.getByRole('group', { name: `Recovery key for ${ana.email} ${spelled}` }))
})

test('focuses the heading and announces that the account was created', async () => {
  const { announced } = await openRecoveryKey()
  expect(screen.getByRole('heading', { level: 1 })).toBe(document.activeElement)
  await waitFor(() => expect(announced().polite).toBe('Account created. One last step.'))
})

test('copies the key with its dashes, and announces when the clipboard will be and is cleared', async () => {
  const opened = await openRecoveryKey()
  await press(opened, 'Copy')
  expect(opened.system.clipboard).toBe(shownKey())
  const copied = 'Recovery key copied. The clipboard will be cleared in 60 seconds.'
  expect(await onScreen().findByText(copied)).toBeTruthy()
  expect(opened.announced().polite).toBe(copied)
  act(() => opened.system.clearClipboard())
  expect(onScreen().getByText('Clipboard cleared')).toBeTruthy()
  expect(opened.announced().polite).toBe('Clipboard cleared')
})

test('tells to look into the clipboard history if the copy cannot be marked as a secret', async () => {
  const opened = await openRecoveryKey()
  opened.system.hidesSecrets = false
  await press(opened, 'Copy')
  const advice = /cleared in 60 seconds\. If this computer keeps a clipboard history, delete the key there too\.$/
  expect(await onScreen().findByText(advice)).toBeTruthy()
  expect(opened.announced().polite).toMatch(advice)
})

test('handles a manual copy like the button, so that the clipboard is cleared', async () => {
  const opened = await openRecoveryKey()
  act(() => keyBox().focus())
  // jsdom drops a selection made by a focus listener.
  document.getSelection()?.selectAllChildren(keyBox())
  await opened.user.copy()
  expect(opened.system.clipboard).toBe(shownKey())
})

test('says where the file was saved, and nothing if the dialog is cancelled', async () => {
  const opened = await openRecoveryKey()
  opened.system.chosenFile = null
  await press(opened, 'Save as file…')
  expect(onScreen().queryByText(/^Saved/)).toBeNull()
  opened.system.chosenFile = '/media/usb/latchkey-recovery-key.txt'
  await press(opened, 'Save as file…')
  expect(await onScreen().findByText('Saved to /media/usb/latchkey-recovery-key.txt')).toBeTruthy()
})

test('says why the file was not saved and keeps the focus on the button', async () => {
  const opened = await openRecoveryKey()
  opened.system.writeError = { code: 'storage', reason: 'diskFull' }
  await press(opened, 'Save as file…')
  const failure = 'The file was not saved: the disk is full. Choose another place.'
  expect(await onScreen().findByText(failure)).toBeTruthy()
  expect(opened.announced().assertive).toBe(failure)
  expect(screen.getByRole('button', { name: 'Save as file…' })).toBe(document.activeElement)
})

test('confirms printing, and says nothing if it is cancelled', async () => {
  const opened = await openRecoveryKey()
  opened.system.printerReady = false
  await press(opened, 'Print…')
  expect(onScreen().queryByText('Sent to the printer')).toBeNull()
  opened.system.printerReady = true
  await press(opened, 'Print…')
  expect(await onScreen().findByText('Sent to the printer')).toBeTruthy()
})

test('focuses the checkbox with an error until it is checked', async () => {
  const opened = await openRecoveryKey()
  await press(opened, 'Continue')
  const box = screen.getByRole('checkbox', { name: 'I have saved my recovery key' })
  expect(box).toBe(document.activeElement)
  expect(box.getAttribute('aria-invalid')).toBe('true')
  expect(onScreen().getByText('Confirm that you have saved your recovery key')).toBeTruthy()
  expect(opened.callCounts['confirmRecoveryKey']).toBeUndefined()
  await opened.user.click(box)
  expect(onScreen().queryByText('Confirm that you have saved your recovery key')).toBeNull()
})

test('confirms once, clears the clipboard and opens the session', async () => {
  const opened = await openRecoveryKey()
  await press(opened, 'Copy')
  await opened.user.click(screen.getByRole('checkbox'))
  await opened.user.dblClick(screen.getByRole('button', { name: 'Continue' }))
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  expect(opened.callCounts['confirmRecoveryKey']).toBe(1)
  expect(opened.system.clipboard).toBe('')
  expect(onScreen().queryByText('You have not saved a recovery key.')).toBeNull()
})

test('protects this screen, and no other, from screenshots', async () => {
  const opened = await openRecoveryKey()
  await waitFor(() => expect(opened.system.screenProtected).toBe(true))
  await opened.user.click(screen.getByRole('checkbox'))
  await press(opened, 'Continue')
  await screen.findByRole('heading', { level: 1, name: homeHeading('ana') })
  await waitFor(() => expect(opened.system.screenProtected).toBe(false))
})

test('stays open on Esc, menu commands and the link of the app name', async () => {
  const opened = await openRecoveryKey()
  const key = shownKey()
  await opened.user.keyboard('{Escape}')
  for (const command of ['createAccount', 'logOut', 'securitySettings'] as const)
    act(() => opened.system.choose(command))
  await opened.user.click(screen.getByRole('link', { name: 'Latchkey' }))
  expect(shownKey()).toBe(key)
})

test('continues after a reset to Log in with the email, without a call', async () => {
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
  expect(opened.callCounts['confirmRecoveryKey']).toBeUndefined()
  expect(screen.getByLabelText('Email')).toHaveProperty('value', ana.email)
  expect(screen.getByLabelText('Password')).toBe(document.activeElement)
})

test('shows French, and keeps the key when the language changes', async () => {
  const opened = await openRecoveryKey({ language: 'fr' })
  const group = screen.getByRole('group', { name: new RegExp(`Clé de récupération de ${ana.email}`) })
  const key = group.textContent
  expect(onScreen().getByText('Compte créé. Dernière étape.')).toBeTruthy()
  act(() => opened.system.changeSettings({ resolvedLanguage: 'en' }))
  expect(await onScreen().findByText('Account created. One last step.')).toBeTruthy()
  expect(keyBox().textContent).toBe(key)
})

import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Language } from '../../renderer/app/intl'
import { onScreen, openWindow } from '../support/open-window'

async function openRegister(language: Language = 'en') {
  const window = await openWindow({ language })
  window.system.choose('createAccount')
  const name = language === 'en' ? 'Create a password' : 'Choisissez un mot de passe'
  return { ...window, field: await screen.findByLabelText<HTMLInputElement>(name) }
}

test('shows a password on request, changes the label of the button, and announces it', async () => {
  const { user, field, announced } = await openRegister()
  await user.click(screen.getByRole('button', { name: 'Show password' }))
  expect(field.type).toBe('text')
  expect(announced().polite).toBe('Your password is visible')
  await user.click(screen.getByRole('button', { name: 'Hide password' }))
  expect(field.type).toBe('password')
  expect(announced().polite).toBe('Your password is hidden')
})

test('hides a shown password when the window loses focus', async () => {
  const { user, field } = await openRegister()
  await user.click(screen.getByRole('button', { name: 'Show password' }))
  act(() => void window.dispatchEvent(new Event('blur')))
  expect(field.type).toBe('password')
})

test('hides a shown password on submit', async () => {
  const { user, field } = await openRegister()
  await user.click(screen.getByRole('button', { name: 'Show password' }))
  await user.type(field, 'tarte{Enter}')
  expect(field.type).toBe('password')
})

test('hides a shown password after 30 seconds', async () => {
  const { field } = await openRegister()
  vi.useFakeTimers()
  try {
    fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
    act(() => void vi.advanceTimersByTime(29_000))
    expect(field.type).toBe('text')
    act(() => void vi.advanceTimersByTime(1_000))
    expect(field.type).toBe('password')
  } finally {
    vi.useRealTimers()
  }
})

test('takes a pasted password', async () => {
  const { user, field } = await openRegister()
  await user.click(field)
  await user.paste('quatre mots au hasard')
  expect(field.value).toBe('quatre mots au hasard')
})

test('warns while Caps Lock is on', async () => {
  const { user, field, announced } = await openRegister()
  await user.click(field)
  await user.keyboard('{CapsLock}a')
  expect(onScreen().getByText('Caps Lock is on')).toBeTruthy()
  expect(announced().polite).toBe('Caps Lock is on')
  await user.keyboard('{CapsLock}b')
  expect(onScreen().queryByText('Caps Lock is on')).toBeNull()
})

test('counts the missing characters at every keystroke, then shows the strength in words', async () => {
  const { user, field } = await openRegister()
  await user.type(field, 'abcdefg')
  expect(screen.getByText('1 more character needed')).toBeTruthy()
  await user.type(field, 'h')
  expect(screen.getByText('Long enough')).toBeTruthy()
  await screen.findByText('Strength: Very weak')
  await user.clear(field)
  await user.type(field, 'quivering teapot mandolin')
  await screen.findByText('Strength: Strong')
  await user.clear(field)
  expect(screen.queryByText(/^Strength/)).toBeNull()
})

test('counts an emoji as one character', async () => {
  const { user, field } = await openRegister()
  await user.type(field, 'abcdef🔑')
  expect(screen.getByText('1 more character needed')).toBeTruthy()
})

test('rates a password that resembles the email as weak', async () => {
  const { user, field } = await openRegister()
  await user.type(screen.getByLabelText('Email'), 'quiveringteapotmandolin@example.com')
  await user.type(field, 'quiveringteapotmandolin')
  await screen.findByText(/^Strength: (Very weak|Weak)$/)
})

test('rates the strength in French, with a French dictionary', async () => {
  const { user, field } = await openRegister('fr')
  await user.type(field, 'bibliothèque')
  await screen.findByText(/^Robustesse : (Très faible|Faible|Moyenne)$/)
})

test('announces length and strength once, a second after the last keystroke', async () => {
  const { user, field, announced } = await openRegister()
  await user.type(field, 'quivering teapot mandolin')
  expect(announced().polite).not.toMatch(/Strength|enough/)
  await screen.findByText('Strength: Strong')
  expect(announced().polite).not.toMatch(/Strength|enough/)
  await waitFor(() => expect(announced().polite).toBe('Long enough. Strength: Strong'), { timeout: 2000 })
})

test('accepts a weak password that no rule refuses', async () => {
  const { user, field } = await openRegister()
  await user.type(screen.getByLabelText('Email'), 'ana@example.com')
  await user.type(field, 'qwmzplok{Enter}')
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('removes the Caps Lock line only after a pressed button is released, so that it does not move', async () => {
  const { user, field } = await openRegister()
  await user.click(field)
  await user.keyboard('{CapsLock}a')
  const button = screen.getByRole('button', { name: 'Create account' })
  await user.pointer({ target: button, keys: '[MouseLeft>]' })
  expect(onScreen().getByText('Caps Lock is on')).toBeTruthy()
  await user.pointer({ target: button, keys: '[/MouseLeft]' })
  await waitFor(() => expect(onScreen().queryByText('Caps Lock is on')).toBeNull())
})

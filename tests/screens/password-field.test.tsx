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

test('shows a password on demand, changes its label, and says so', async () => {
  const { user, field, said } = await openRegister()
  await user.click(screen.getByRole('button', { name: 'Show password' }))
  expect(field.type).toBe('text')
  expect(said().polite).toBe('Your password is visible')
  await user.click(screen.getByRole('button', { name: 'Hide password' }))
  expect(field.type).toBe('password')
  expect(said().polite).toBe('Your password is hidden')
})

test('hides a shown password when the window is left', async () => {
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

test('hides a shown password after half a minute', async () => {
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

test('notices Caps Lock while it is on', async () => {
  const { user, field, said } = await openRegister()
  await user.click(field)
  await user.keyboard('{CapsLock}a')
  expect(onScreen().getByText('Caps Lock is on')).toBeTruthy()
  expect(said().polite).toBe('Caps Lock is on')
  await user.keyboard('{CapsLock}b')
  expect(onScreen().queryByText('Caps Lock is on')).toBeNull()
})

test('counts what is missing at every key, and says in words how strong the rest is', async () => {
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

test('knows that one’s own email is easy to guess', async () => {
  const { user, field } = await openRegister()
  await user.type(screen.getByLabelText('Email'), 'quiveringteapotmandolin@example.com')
  await user.type(field, 'quiveringteapotmandolin')
  await screen.findByText(/^Strength: (Very weak|Weak)$/)
})

test('says the strength in French, with French words known', async () => {
  const { user, field } = await openRegister('fr')
  await user.type(field, 'bibliothèque')
  await screen.findByText(/^Robustesse : (Très faible|Faible|Moyenne)$/)
})

test('speaks of length and strength once, a second after the last key', async () => {
  const { user, field, said } = await openRegister()
  await user.type(field, 'quivering teapot mandolin')
  expect(said().polite).not.toMatch(/Strength|enough/)
  await screen.findByText('Strength: Strong')
  expect(said().polite).not.toMatch(/Strength|enough/)
  await waitFor(() => expect(said().polite).toBe('Long enough. Strength: Strong'), { timeout: 2000 })
})

test('accepts a weak password that no rule refuses', async () => {
  const { user, field } = await openRegister()
  await user.type(screen.getByLabelText('Email'), 'ana@example.com')
  await user.type(field, 'qwmzplok{Enter}')
  await screen.findByRole('heading', { level: 1, name: 'Save your recovery key' })
})

test('keeps a pressed button in its place while the Caps Lock line goes', async () => {
  const { user, field } = await openRegister()
  await user.click(field)
  await user.keyboard('{CapsLock}a')
  const button = screen.getByRole('button', { name: 'Create account' })
  await user.pointer({ target: button, keys: '[MouseLeft>]' })
  expect(onScreen().getByText('Caps Lock is on')).toBeTruthy()
  await user.pointer({ target: button, keys: '[/MouseLeft]' })
  await waitFor(() => expect(onScreen().queryByText('Caps Lock is on')).toBeNull())
})

import { createHash } from 'node:crypto'
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import english from '../../renderer/words/en.json'
import french from '../../renderer/words/fr.json'
import { passphraseWords } from '../../renderer/forms/passphrase'
import { onScreen, openWindow } from '../support/open-window'

/** The lists of BIP-39 as renderer/words/README.md cites them: a changed word must not pass. */
test.each([
  ['English', english, 'f18b9a84c83e38e98eceb0102b275e26438af83ab08f080cdb780a2caa9f3a6d'],
  ['French', french, 'a6d8d12b18b07791274c64b63b2fcafd9b1c873544bf2c6b14d5d8b768fbfc61'],
])('the %s words are those of BIP-39', (_language, list, expected) => {
  expect(createHash('sha256').update(list).digest('hex')).toBe(expected)
})

test.each([
  ['English', english],
  ['French', french],
])('draws from 2,048 different %s words, for at least 50 bits of entropy', (_language, list) => {
  const words = new Set(list.split(' '))
  expect(words.size).toBe(2048)
  expect(passphraseWords * Math.log2(words.size)).toBeGreaterThanOrEqual(50)
  const longest = Math.max(...[...words].map((word) => new TextEncoder().encode(word).length))
  expect(passphraseWords * (longest + 1) - 1).toBeLessThanOrEqual(72)
})

test('suggests a passphrase on request, then another, and fills it in', async () => {
  const { user, system, announced } = await openWindow()
  system.choose('createAccount')
  await user.click(await screen.findByRole('button', { name: 'Suggest a passphrase' }))
  const suggestion = await screen.findByRole('group', { name: 'Suggested passphrase' })
  const first = suggestion.textContent
  for (const word of first.split(' ')) expect(english.split(' ')).toContain(word)
  expect(first.split(' ')).toHaveLength(passphraseWords)
  await user.click(screen.getByRole('button', { name: 'Suggest another' }))
  await waitFor(() => expect(suggestion.textContent).not.toBe(first))
  await user.click(screen.getByRole('button', { name: 'Use this passphrase' }))
  expect(screen.getByLabelText<HTMLInputElement>('Create a password').value).toBe(suggestion.textContent)
  expect(announced().polite).toBe('Passphrase filled in')
  expect(onScreen().getByText('Long enough')).toBeTruthy()
  await onScreen().findByText('Strength: Strong')
})

test('suggests French words when the language is French', async () => {
  const { user, system } = await openWindow({ language: 'fr' })
  system.choose('createAccount')
  await user.click(await screen.findByRole('button', { name: 'Proposer une phrase de passe' }))
  const suggestion = await screen.findByRole('group', { name: 'Phrase de passe proposée' })
  for (const word of suggestion.textContent.split(' ')) expect(french.split(' ')).toContain(word)
})

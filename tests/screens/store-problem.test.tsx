import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { CallError } from '../../preload/contract'
import type { ErrorOf, StorageReason } from '../../preload/errors'
import { openWindow } from '../support/open-window'
import { createWorld, type World } from '../support/world'

type StartError = ErrorOf<CallError<'welcome'>>

const main = () => within(screen.getByRole('main'))

/** A world whose store fails to open with the given error until `heal` is called. */
async function brokenWorld(error: StartError) {
  const world = await createWorld()
  let broken = true
  const welcome: World['auth']['welcome'] = () =>
    broken ? Promise.resolve({ ok: false, error }) : world.auth.welcome()
  const heal = () => (broken = false)
  return { world: { ...world, auth: { ...world.auth, welcome } }, heal }
}

const sentences: Record<StorageReason, RegExp> = {
  locked: /^Another program is using the account file\./,
  corrupt: /^The account file is damaged\./,
  newer: /^The account file was made by a newer version of Latchkey\./,
  foreign: /^The account file in the data folder was not made by Latchkey\./,
  diskFull: /^The disk is full\./,
  tooLarge: /^The account file would become larger than Latchkey supports\. Nothing was changed\. An owner can remove/,
  readOnly: /^The data folder is read-only\./,
  io: /^The account file could not be read or written\./,
}

test.each(Object.entries(sentences))('says what is wrong and what to do for %s', async (reason, sentence) => {
  const { world } = await brokenWorld({ code: 'storage', reason: reason as StorageReason })
  await openWindow({ world })
  const heading = await screen.findByRole('heading', { level: 1, name: 'The accounts cannot be opened' })
  expect(heading).toBe(document.activeElement)
  expect(main().getByText(sentence)).toBeTruthy()
  expect(main().getByText(`Error code: storage/${reason}`)).toBeTruthy()
})

test('shows the reference of an unexpected failure', async () => {
  const { world } = await brokenWorld({ code: 'unexpected', reference: 'b1e0c2' })
  await openWindow({ world })
  expect(await main().findByText('Reference: b1e0c2')).toBeTruthy()
})

test('announces the error of a failed retry and shows its code', async () => {
  const { world } = await brokenWorld({ code: 'storage', reason: 'locked' })
  const { user, system, announced } = await openWindow({ world })
  system.reopenError = { code: 'storage', reason: 'io' }
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await main().findByText('Error code: storage/io')).toBeTruthy()
  expect(announced().assertive).toMatch(sentences.io)
})

test('continues to the first screen once the accounts can be opened', async () => {
  const { world, heal } = await brokenWorld({ code: 'storage', reason: 'locked' })
  const { user } = await openWindow({ world })
  heal()
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  await screen.findByRole('heading', { level: 1, name: 'Welcome' })
})

test('opens the data folder and copies details for support', async () => {
  const { world } = await brokenWorld({ code: 'storage', reason: 'corrupt' })
  const { user, system, announced } = await openWindow({ world })
  await user.click(await screen.findByRole('button', { name: 'Show data folder' }))
  await user.click(screen.getByRole('button', { name: 'Copy details' }))
  expect(system.asked).toEqual(['showDataFolder', 'copyDiagnostics'])
  expect(await main().findByText('Details copied')).toBeTruthy()
  expect(announced().polite).toBe('Details copied')
})

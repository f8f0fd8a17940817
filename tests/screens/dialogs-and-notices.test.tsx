import { act, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openWindow } from '../support/open-window'

test('lists the shortcuts from the menu, and restores the focus when Esc closes the list', async () => {
  const { user, system } = await openWindow()
  const before = document.activeElement
  act(() => system.choose('shortcuts'))
  const dialog = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }))
  expect(dialog.getByRole('button', { name: 'Close' })).toBe(document.activeElement)
  const list = dialog.getByText('Show this list').parentElement
  expect(list?.textContent).toBe('Show this listCtrl + /')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(before).toBe(document.activeElement)
})

test.each([
  ['fromBackup', /the account file was found damaged/],
  ['journalSetAside', /those were set aside in the data folder\. Nothing was deleted/],
  ['tornTail', /could not be read, and was left out/],
] as const)('reports a recovery until the notice is closed: %s', async (recovered, sentence) => {
  const at = Date.UTC(2026, 9, 22, 9)
  const { user, system } = await openWindow({ prepare: (system) => (system.storeNotice = { recovered, at }) })
  const main = within(screen.getByRole('main'))
  expect(await main.findByText('The accounts were recovered')).toBeTruthy()
  expect(main.getByText(sentence).textContent).toContain('October 22, 2026')
  await user.click(main.getByRole('button', { name: 'Show data folder' }))
  expect(system.asked).toContain('showDataFolder')
  await user.click(main.getByRole('button', { name: 'Close' }))
  expect(main.queryByText('The accounts were recovered')).toBeNull()
})

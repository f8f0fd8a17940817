import { act, screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { atHome } from '../support/at-home'
import { openWindow } from '../support/open-window'
import { bob } from '../support/people'

/** What is seen in a dialog; the regions that speak stand in it too while it is open. */
const seen = { ignore: '[aria-live]' }
const dialog = (name: string) => within(screen.getByRole('dialog', { name }))
const h1 = (name: string) => screen.findByRole('heading', { level: 1, name })
const preview = { id: 'p1', madeAt: Date.UTC(2026, 10, 3, 9, 12), version: '1.2.0', accounts: 4, replaces: 0 }

async function atWelcome(prepare?: Parameters<typeof openWindow>[0]) {
  return openWindow(prepare ?? {})
}

describe('Back up accounts', () => {
  test('saves without a passphrase or under one, and says where', async () => {
    const { user, system } = await atHome()
    system.chosenFile = '/media/stick/latchkey-backup-2026-11-22.db'
    act(() => system.choose('backUp'))
    const field = await screen.findByLabelText('Passphrase (optional)')
    expect(field).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(await dialog('Back up accounts').findByText(/^Backup saved to \/media\/stick/, seen)).toBeTruthy()
    await user.type(field, 'cheval correct{Enter}')
    expect(system.asked.filter((what) => what.startsWith('backUp'))).toEqual(['backUp', 'backUp encrypted'])
  })

  test.each([
    ['diskFull', /the disk is full/],
    ['readOnly', /nothing can be written there/],
    ['io', /the file could not be written/],
  ] as const)('says why it was not saved: %s', async (reason, sentence) => {
    const { user, system } = await atHome()
    system.writeError = { code: 'storage', reason }
    act(() => system.choose('backUp'))
    await user.click(await screen.findByRole('button', { name: 'Choose where to save…' }))
    expect(await dialog('Back up accounts').findByText(sentence, seen)).toBeTruthy()
  })

  test('is offered before an account is deleted', async () => {
    const { user } = await atHome()
    await user.click(screen.getByRole('button', { name: 'Delete account…' }))
    await user.click(screen.getByRole('button', { name: 'Back up accounts first…' }))
    expect(await screen.findByLabelText('Passphrase (optional)')).toBe(document.activeElement)
    expect(screen.queryByRole('dialog', { name: 'Delete this account?' })).toBeNull()
  })

  test('does not open over a logged-out screen', async () => {
    const { system } = await atWelcome()
    act(() => system.choose('backUp'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('Restore a backup', () => {
  test('says what is in it, asks nothing while nobody has an account, and lands on Log in', async () => {
    const { user, system } = await atWelcome()
    system.previews = [preview]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Restore a backup').findByText(/4 accounts, made with version 1\.2\.0\.$/, seen)).toBeTruthy()
    expect(screen.queryByLabelText('Enter your password to confirm')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Replace accounts' }))
    await h1('Log in')
    expect(screen.getByText('Backup restored. Log in to continue.', seen)).toBeTruthy()
    expect(system.asked.at(-1)).toBe('restore {"id":"p1"}')
  })

  test('warns of what it replaces and asks for the password; Esc keeps everything', async () => {
    const { user, system } = await atHome()
    system.previews = [{ ...preview, replaces: 3 }]
    act(() => system.choose('restore'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await screen.findByText(/^This replaces the 3 accounts now on this computer/, seen)).toBeTruthy()
    const password = screen.getByLabelText('Enter your password to confirm')
    expect(password).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(dialog('Restore a backup').getByText('Enter your password', seen)).toBeTruthy()
    system.restoreError = { code: 'wrongCredentials' }
    await user.type(password, 'wrong{Enter}')
    expect(await dialog('Restore a backup').findByText('The password is not correct', seen)).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await h1('Welcome, ana')
  })

  test('asks for the passphrase of an encrypted one, again after a wrong one', async () => {
    const { user, system } = await atWelcome()
    const refused = (passphrase: 'required' | 'malformed') =>
      ({ code: 'invalidInput', fields: { passphrase } }) as const
    system.previews = [refused('required'), refused('malformed'), preview]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    const field = await screen.findByLabelText('Passphrase of the backup')
    await user.type(field, 'wrong{Enter}')
    expect(await dialog('Restore a backup').findByText(/^The passphrase is not correct/, seen)).toBeTruthy()
    await user.clear(field)
    await user.type(field, 'right{Enter}')
    expect(await screen.findByRole('button', { name: 'Replace accounts' })).toBeTruthy()
    expect(system.asked.at(-1)).toBe('previewRestore {"passphrase":"right"}')
  })

  test.each([
    [{ code: 'invalidInput', fields: { file: 'malformed' } }, 'This file is not a backup made by Latchkey'],
    [{ code: 'storage', reason: 'newer' }, /^This backup was made by a newer version of Latchkey/],
    [{ code: 'storage', reason: 'locked' }, /^Another program is using this file/],
    [{ code: 'invalidInput', fields: { id: 'malformed' } }, /^This backup is no longer there/],
  ] as const)('says why a file is refused: %j', async (error, sentence) => {
    const { user, system } = await atWelcome()
    system.previews = [error]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Restore a backup').findByText(sentence, seen)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Choose a file…' })).toBe(document.activeElement)
  })

  test('offers the automatic ones, there and on a damaged store', async () => {
    const { user, system } = await atWelcome({
      prepare: (system) => (system.automatic = [{ id: 'b1', madeAt: preview.madeAt, accounts: 1 }]),
    })
    system.previews = [preview]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: /: 1 account$/ }))
    expect(await screen.findByRole('button', { name: 'Replace accounts' })).toBeTruthy()
    expect(system.asked.at(-1)).toBe('previewRestore {"id":"b1"}')
  })
})

describe('Import accounts', () => {
  const rows = [
    { email: 'ana@example.com', status: 'ready' },
    { email: 'sami@example.com', status: 'taken' },
    { email: 'leo@lab', status: 'noPassword' },
    { email: '', status: 'badEmail' },
  ] as const

  async function previewed(given = rows as readonly (typeof rows)[number][]) {
    const opened = await atWelcome()
    opened.system.importPreview = { id: 'i1', file: 'a.db', rows: [...given] }
    await opened.user.click(screen.getByRole('button', { name: 'Import accounts from an a.db file…' }))
    await opened.user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await screen.findByText(/found in a\.db$/, seen)
    return opened
  }

  test('shows what would become of each account, and counts what it imports', async () => {
    await previewed()
    const statuses = screen.getAllByRole('row').map((row) => within(row).queryByRole('cell')?.textContent)
    expect(statuses.slice(1)).toEqual([
      'Ready',
      'Email already registered here. Skipped.',
      'The password cannot be carried over. A recovery key will be made.',
      'Unreadable. Skipped.',
    ])
    expect(screen.getByRole('button', { name: 'Import 2 accounts' })).toBeTruthy()
    expect(screen.getByText(/^1 account gets a recovery key/, seen)).toBeTruthy()
  })

  test('offers no deed where there is none to do', async () => {
    await previewed([rows[1], rows[3]])
    expect(screen.getByText('None of these accounts can be imported.', seen)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Import \d/ })).toBeNull()
  })

  test('says how far it is, every tenth aloud, and what became of them, and leads to Log in', async () => {
    const { user, system, said } = await previewed()
    let finish = () => {}
    system.importing = new Promise((done) => (finish = done))
    system.importResult = { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' }
    await user.click(screen.getByRole('button', { name: 'Import 2 accounts' }))
    act(() => system.progress({ id: 'i1', done: 1, total: 2 }))
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 1)
    expect(said().polite).toContain('Importing 1 of 2…')
    finish()
    expect(await screen.findByText(/^2 accounts imported, 2 skipped\./, seen)).toBeTruthy()
    expect(screen.getByText(/^Saved in \/home\/ana\/keys\. Give each person their own key\./, seen)).toBeTruthy()
    await user.keyboard('{Enter}')
    await h1('Log in')
  })

  test('cancels what is under way, and says that nothing was imported', async () => {
    const { user, system } = await previewed()
    let finish = () => {}
    system.importing = new Promise((done) => (finish = done))
    await user.click(screen.getByRole('button', { name: 'Import 2 accounts' }))
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(system.asked.at(-1)).toBe('cancel i1')
    finish()
    expect(await dialog('Import accounts').findByText('Nothing was imported.', seen)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import 2 accounts' })).toBeTruthy()
  })

  test('asks the person who is logged in for the password', async () => {
    const { user, system } = await atHome()
    system.importPreview = { id: 'i1', file: 'a.db', rows: [rows[0]] }
    act(() => system.choose('import'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), `${bob.password}{Enter}`)
    expect(system.asked.at(-1)).toBe(`importAccounts {"id":"i1","password":"${bob.password}"}`)
  })

  test.each([
    ['malformed', 'This file is not an SQLite database'],
    ['required', 'No accounts were found in this file'],
    ['tooLong', 'This file is too large to be read'],
  ] as const)('says why a file is refused: %s', async (how, sentence) => {
    const { user, system } = await atWelcome()
    system.importPreview = { code: 'invalidInput', fields: { file: how } }
    await user.click(screen.getByRole('button', { name: 'Import accounts from an a.db file…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Import accounts').findByText(sentence, seen)).toBeTruthy()
  })
})

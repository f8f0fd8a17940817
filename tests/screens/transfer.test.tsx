import { act, screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { atHome, atPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { openWindow } from '../support/open-window'
import { bob } from '../support/people'

/** Excludes the live regions, which are inside a dialog while it is open. */
const visible = { ignore: '[aria-live]' }
const dialog = (name: string) => within(screen.getByRole('dialog', { name }))
const h1 = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const preview = { id: 'p1', madeAt: Date.UTC(2026, 10, 3, 9, 12), version: '1.2.0', accounts: 4, replaces: 0 }

async function openWelcome(options?: Parameters<typeof openWindow>[0]) {
  return openWindow(options ?? {})
}

describe('Back up accounts', () => {
  test('saves with or without a passphrase, and says where', async () => {
    const { user, system } = await atHome()
    system.chosenFile = '/media/stick/latchkey-backup-2026-11-22.db'
    act(() => system.choose('backUp'))
    const field = await screen.findByLabelText('Passphrase (optional)')
    expect(field).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(await dialog('Back up accounts').findByText(/^Backup saved to \/media\/stick/, visible)).toBeTruthy()
    await user.type(field, 'cheval correct{Enter}')
    expect(system.asked.filter((request) => request.startsWith('backUp'))).toEqual(['backUp', 'backUp encrypted'])
  })

  test.each([
    ['diskFull', /the disk is full/],
    ['readOnly', /nothing can be written there/],
    ['io', /the file could not be written/],
  ] as const)('says why the backup was not saved: %s', async (reason, sentence) => {
    const { user, system } = await atHome()
    system.writeError = { code: 'storage', reason }
    act(() => system.choose('backUp'))
    await user.click(await screen.findByRole('button', { name: 'Choose where to save…' }))
    expect(await dialog('Back up accounts').findByText(sentence, visible)).toBeTruthy()
  })

  test('is offered before an account is deleted', async () => {
    const { user } = await atPage('Settings')
    await user.click(screen.getByRole('button', { name: 'Delete account…' }))
    await user.click(screen.getByRole('button', { name: 'Back up accounts first…' }))
    expect(await screen.findByLabelText('Passphrase (optional)')).toBe(document.activeElement)
    expect(screen.queryByRole('dialog', { name: 'Delete this account?' })).toBeNull()
  })

  test('does not open while logged out', async () => {
    const { system } = await openWelcome()
    act(() => system.choose('backUp'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('Restore a backup', () => {
  test('shows the content, requires no password without accounts, and leads to Log in', async () => {
    const { user, system } = await openWelcome()
    system.previews = [preview]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(
      await dialog('Restore a backup').findByText(/4 accounts, made with version 1\.2\.0\.$/, visible),
    ).toBeTruthy()
    expect(screen.queryByLabelText('Enter your password to confirm')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Replace accounts' }))
    await h1('Log in')
    expect(screen.getByText('Backup restored. Log in to continue.', visible)).toBeTruthy()
    expect(system.asked.at(-1)).toBe('restore {"id":"p1"}')
  })

  test('warns of what is replaced and asks for the password; Esc keeps everything', async () => {
    const { user, system } = await atHome()
    system.previews = [{ ...preview, replaces: 3 }]
    act(() => system.choose('restore'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await screen.findByText(/^This replaces the 3 accounts now on this computer/, visible)).toBeTruthy()
    const password = screen.getByLabelText('Enter your password to confirm')
    expect(password).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(dialog('Restore a backup').getByText('Enter your password', visible)).toBeTruthy()
    system.restoreError = { code: 'wrongCredentials' }
    await user.type(password, 'wrong{Enter}')
    expect(await dialog('Restore a backup').findByText('The password is not correct', visible)).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await h1(homeHeading('ana'))
  })

  test('asks for the passphrase of an encrypted backup, and again after a wrong one', async () => {
    const { user, system } = await openWelcome()
    const refused = (passphrase: 'required' | 'malformed') =>
      ({ code: 'invalidInput', fields: { passphrase } }) as const
    system.previews = [refused('required'), refused('malformed'), preview]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    const field = await screen.findByLabelText('Passphrase of the backup')
    await user.type(field, 'wrong{Enter}')
    expect(await dialog('Restore a backup').findByText(/^The passphrase is not correct/, visible)).toBeTruthy()
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
    const { user, system } = await openWelcome()
    system.previews = [error]
    await user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Restore a backup').findByText(sentence, visible)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Choose a file…' })).toBe(document.activeElement)
  })

  test('offers the automatic backups', async () => {
    const { user, system } = await openWelcome({
      prepare: (system) => (system.automaticBackups = [{ id: 'b1', madeAt: preview.madeAt, accounts: 1 }]),
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

  async function openPreview(previewRows = rows as readonly (typeof rows)[number][]) {
    const opened = await openWelcome()
    opened.system.importPreview = { id: 'i1', file: 'a.db', rows: [...previewRows] }
    await opened.user.click(screen.getByRole('button', { name: 'Import accounts from an a.db file…' }))
    await opened.user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await screen.findByText(/found in a\.db$/, visible)
    return opened
  }

  test('previews the result for each account, and counts those it would import', async () => {
    await openPreview()
    const statuses = screen.getAllByRole('row').map((row) => within(row).queryByRole('cell')?.textContent)
    expect(statuses.slice(1)).toEqual([
      'Ready',
      'Email already registered here. Skipped.',
      'The password cannot be carried over. A recovery key will be made.',
      'Unreadable. Skipped.',
    ])
    expect(screen.getByRole('button', { name: 'Import 2 accounts' })).toBeTruthy()
    expect(screen.getByText(/^1 account gets a recovery key/, visible)).toBeTruthy()
  })

  test('offers no import if no account can be imported', async () => {
    await openPreview([rows[1], rows[3]])
    expect(screen.getByText('None of these accounts can be imported.', visible)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Import \d/ })).toBeNull()
  })

  test('shows and announces the progress and the result, and leads to Log in', async () => {
    const { user, system, announced } = await openPreview()
    let finish = () => {}
    system.importDelay = new Promise((resolve) => (finish = resolve))
    system.importResult = { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' }
    await user.click(screen.getByRole('button', { name: 'Import 2 accounts' }))
    act(() => system.progress({ id: 'i1', done: 1, total: 2 }))
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 1)
    expect(announced().polite).toContain('Importing 1 of 2…')
    finish()
    expect(await screen.findByText(/^2 accounts imported, 2 skipped\./, visible)).toBeTruthy()
    expect(screen.getByText(/^Saved in \/home\/ana\/keys\. Give each person their own key\./, visible)).toBeTruthy()
    await user.keyboard('{Enter}')
    await h1('Log in')
  })

  test('cancels a running import, and says that nothing was imported', async () => {
    const { user, system } = await openPreview()
    let finish = () => {}
    system.importDelay = new Promise((resolve) => (finish = resolve))
    await user.click(screen.getByRole('button', { name: 'Import 2 accounts' }))
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(system.asked.at(-1)).toBe('cancel i1')
    finish()
    expect(await dialog('Import accounts').findByText('Nothing was imported.', visible)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import 2 accounts' })).toBeTruthy()
  })

  test('asks for the password of the logged-in user', async () => {
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
  ] as const)('says why a file is refused: %s', async (reason, sentence) => {
    const { user, system } = await openWelcome()
    system.importPreview = { code: 'invalidInput', fields: { file: reason } }
    await user.click(screen.getByRole('button', { name: 'Import accounts from an a.db file…' }))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Import accounts').findByText(sentence, visible)).toBeTruthy()
  })
})

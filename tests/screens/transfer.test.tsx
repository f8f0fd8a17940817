import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { atHome, atPage } from '../support/at-home'
import { homeHeading } from '../support/home-heading'
import { createFakeKeyStore } from '../support/key-store'
import { closeWindows, openWindow } from '../support/open-window'
import { ana, registered } from '../support/people'
import { turnOnTwoFactor } from '../support/two-factor'
import { createWorld } from '../support/world'

/** Excludes the live regions, which are inside a dialog while it is open. */
const visible = { ignore: '[aria-live]' }
const dialog = (name: string) => within(screen.getByRole('dialog', { name }))
const h1 = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const madeAt = Date.UTC(2026, 10, 3, 9, 12)
/** Of a restore onto an empty store. */
const preview = { id: 'p1', madeAt, version: '1.2.0', accounts: 4, replaces: 0 as number | null, difference: null }
const listOf = (...emails: string[]) => ({ count: emails.length, emails })
const nobody = { added: listOf(), removed: listOf(), otherPassword: listOf(), backupCodesOnly: listOf() }
const overThree = { ...preview, replaces: 3, difference: nobody }

async function openWelcome(options?: Parameters<typeof openWindow>[0]) {
  return openWindow(options ?? {})
}

const password = () => screen.getByLabelText('Enter your password to confirm')
const code = () => screen.queryByLabelText('Code from your authenticator app')

/** Two-factor is turned on outside of the window, which learns it from the next profile. */
async function atHomeWithTwoFactor() {
  const opened = await atHome({ keyStore: createFakeKeyStore() })
  const { world, user } = opened
  await turnOnTwoFactor(world.auth, () => world.clock.now())
  await user.click(screen.getByRole('button', { name: 'Lock' }))
  await h1('Locked')
  await user.keyboard(`${ana.password}{Enter}`)
  await h1(homeHeading('ana'))
  return opened
}

describe('Back up accounts', () => {
  test('asks for the password, saves with or without a passphrase, and says where', async () => {
    const { user, system } = await atHome()
    system.chosenFile = '/media/stick/latchkey-backup-2026-11-22.db'
    act(() => system.choose('backUp'))
    const field = await screen.findByLabelText('Passphrase (optional)')
    expect(field).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(dialog('Back up accounts').getByText('Enter your password', visible)).toBeTruthy()
    expect(code()).toBeNull()
    await user.type(password(), `${ana.password}{Enter}`)
    expect(await dialog('Back up accounts').findByText(/^Backup saved to \/media\/stick/, visible)).toBeTruthy()
    expect(password()).toHaveProperty('value', '')
    await user.type(field, 'cheval correct')
    await user.type(password(), `${ana.password}{Enter}`)
    expect(system.asked.filter((request) => request.startsWith('backUp'))).toEqual([
      `backUp {"password":"${ana.password}"}`,
      `backUp {"password":"${ana.password}","passphrase":"cheval correct"}`,
    ])
  })

  test('asks for a code too if two-factor is on, and says that a code is wrong', async () => {
    const { user, system } = await atHomeWithTwoFactor()
    system.writeError = { code: 'wrongCode' }
    act(() => system.choose('backUp'))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), `${ana.password}{Enter}`)
    expect(dialog('Back up accounts').getByText('Enter the code', visible)).toBeTruthy()
    expect(code()).toBe(document.activeElement)
    await user.keyboard('123456{Enter}')
    expect(await dialog('Back up accounts').findByText(/^The code is not correct/, visible)).toBeTruthy()
    expect(password()).toHaveProperty('value', ana.password)
    system.writeError = null
    await user.keyboard('{Enter}')
    expect(system.asked.at(-1)).toBe(`backUp {"password":"${ana.password}","code":"123456"}`)
  })

  test('shows the code field, and focuses it, once main requires a code', async () => {
    const { user, system } = await atHome()
    system.writeError = { code: 'secondFactorRequired', backupCodesOnly: true }
    act(() => system.choose('backUp'))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), `${ana.password}{Enter}`)
    expect(await screen.findByLabelText('Backup code')).toBe(document.activeElement)
    expect(password()).toHaveProperty('value', ana.password)
  })

  test('says that the password is wrong, and for how long a pause lasts', async () => {
    const { user, system, world } = await atHome()
    system.writeError = { code: 'wrongCredentials' }
    act(() => system.choose('backUp'))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), 'not it{Enter}')
    expect(await dialog('Back up accounts').findByText('The password is not correct', visible)).toBeTruthy()
    expect(password()).toBe(document.activeElement)
    system.writeError = { code: 'tooManyAttempts', retryAt: world.clock.now() + 30_000 }
    await user.keyboard('not it{Enter}')
    expect(await dialog('Back up accounts').findByText(/0:30/)).toBeTruthy()
  })

  test('says who may back up, without a retry, if the person is no longer an owner', async () => {
    const { user, system } = await atHome()
    system.writeError = { code: 'notAllowed' }
    act(() => system.choose('backUp'))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), `${ana.password}{Enter}`)
    const alert = await dialog('Back up accounts').findByText('Only an owner of this Latchkey can do this.', visible)
    expect(alert.closest('[tabindex="-1"]')).toBe(document.activeElement)
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  test.each([
    ['diskFull', /the disk is full/],
    ['readOnly', /nothing can be written there/],
    ['tooLarge', /^The account file would become larger/],
    ['io', /the file could not be written/],
  ] as const)('says why the backup was not saved: %s', async (reason, sentence) => {
    const { user, system } = await atHome()
    system.writeError = { code: 'storage', reason }
    act(() => system.choose('backUp'))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), ana.password)
    await user.click(screen.getByRole('button', { name: 'Choose where to save…' }))
    expect(await dialog('Back up accounts').findByText(sentence, visible)).toBeTruthy()
  })

  test('is offered before an account is deleted, but not to a member', async () => {
    const { user } = await atPage('Settings')
    await user.click(screen.getByRole('button', { name: 'Delete account…' }))
    await user.click(screen.getByRole('button', { name: 'Back up accounts first…' }))
    expect(await screen.findByLabelText('Passphrase (optional)')).toBe(document.activeElement)
    expect(screen.queryByRole('dialog', { name: 'Delete this account?' })).toBeNull()
    await closeWindows()
    const asMember = await atPage('Settings', { member: true })
    await asMember.user.click(screen.getByRole('button', { name: 'Delete account…' }))
    expect(screen.queryByRole('button', { name: 'Back up accounts first…' })).toBeNull()
  })

  test('does not open while logged out', async () => {
    const { system } = await openWelcome()
    act(() => system.choose('backUp'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('for a member', () => {
  test.each([
    ['backUp', 'Back up accounts', /^Only an owner of this Latchkey can back up its accounts\./],
    ['restore', 'Restore a backup', /^Only an owner of this Latchkey can restore a backup\./],
    ['import', 'Import accounts', /^Only an owner of this Latchkey can import accounts\./],
  ] as const)('%s says that only an owner can do this', async (command, title, sentence) => {
    const { user, system } = await atHome({ member: true })
    act(() => system.choose(command))
    const shown = await screen.findByRole('dialog', { name: title })
    const described = document.getElementById(shown.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toMatch(sentence)
    expect(screen.getByRole('button', { name: 'Close' })).toBe(document.activeElement)
    expect(within(shown).getAllByRole('button')).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('Restore a backup', () => {
  /** The confirmation of a restore while no accounts can be read. */
  async function openFirstRestore(shown = preview) {
    const opened = await openWelcome()
    opened.system.previews = [shown]
    await opened.user.click(screen.getByRole('button', { name: 'Restore a backup…' }))
    await opened.user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await screen.findByLabelText('Email')
    return opened
  }

  const codesVoid = 'Backup codes no longer work after this restore: make new ones in Settings.'

  /** The confirmation of an owner's restore. */
  async function openRestore(difference: Partial<typeof nobody> = {}) {
    const opened = await atHome()
    opened.system.previews = [{ ...overThree, difference: { ...nobody, ...difference } }]
    act(() => opened.system.choose('restore'))
    await opened.user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await screen.findByLabelText('Enter your password to confirm')
    return opened
  }

  const shownEmails = () =>
    dialog('Restore a backup')
      .queryAllByRole('listitem')
      .map((item) => item.textContent)

  test.each([0, null])('asks for an owner of the backup if no accounts can be read: %j', async (replaces) => {
    const { user, system } = await openFirstRestore({ ...preview, replaces })
    const shown = dialog('Restore a backup')
    expect(shown.getByText(/4 accounts, made with version 1\.2\.0\.$/, visible)).toBeTruthy()
    expect(shown.getByText('Enter the email and password of an owner in this backup.', visible)).toBeTruthy()
    expect(shown.getByText(codesVoid, visible)).toBeTruthy()
    expect(screen.getByRole('dialog').getAttribute('aria-describedby')).toContain(
      shown.getByText(codesVoid, visible).id,
    )
    expect(screen.getByLabelText('Email')).toBe(document.activeElement)
    expect(screen.queryByLabelText('Enter your password to confirm')).toBeNull()
    await user.keyboard(ana.email)
    await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
    await h1('Log in')
    expect(screen.getByText(`Backup restored. Log in to continue. ${codesVoid}`, visible)).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(system.asked.at(-1)).toBe(`restore {"id":"p1","email":"${ana.email}","password":"${ana.password}"}`)
  })

  test('lists what is missing if neither email nor password of the owner is given', async () => {
    const { user, system } = await openFirstRestore()
    await user.keyboard('{Enter}')
    const shown = dialog('Restore a backup')
    expect(shown.getByRole('link', { name: 'Enter your email' }).closest('[tabindex="-1"]')).toBe(
      document.activeElement,
    )
    expect(shown.getByRole('link', { name: 'Enter your password' })).toBeTruthy()
    expect(system.asked.at(-1)).toBe('previewRestore {}')
  })

  test('marks the email and the password of a wrong owner, and says for how long a pause lasts', async () => {
    const { user, system, world } = await openFirstRestore()
    system.restoreError = { code: 'wrongCredentials' }
    await user.keyboard(ana.email)
    await user.type(screen.getByLabelText('Password'), 'not it{Enter}')
    const shown = dialog('Restore a backup')
    expect(await shown.findByText('The email or password is not correct', visible)).toBeTruthy()
    for (const label of ['Email', 'Password'])
      expect(screen.getByLabelText(label).getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByLabelText('Password')).toBe(document.activeElement)
    expect(screen.getByLabelText('Email')).toHaveProperty('value', ana.email)
    system.restoreError = { code: 'tooManyAttempts', retryAt: world.clock.now() + 30_000 }
    await user.keyboard('not it{Enter}')
    expect(await shown.findByText(/0:30/)).toBeTruthy()
  })

  test('asks the owner of the backup for a code, and says that only backup codes work', async () => {
    const { user, system } = await openFirstRestore()
    system.restoreError = { code: 'secondFactorRequired' }
    await user.keyboard(ana.email)
    await user.type(screen.getByLabelText('Password'), `${ana.password}{Enter}`)
    expect(await screen.findByLabelText('Code from your authenticator app')).toBe(document.activeElement)
    system.restoreError = { code: 'wrongCode', backupCodesOnly: true }
    await user.keyboard('123456{Enter}')
    const shown = dialog('Restore a backup')
    expect(await shown.findByText('The backup code is not correct, or was used before', visible)).toBeTruthy()
    expect(screen.getByLabelText('Backup code')).toBe(document.activeElement)
    expect(shown.getByText(/two-factor authentication will be off for you after this restore/, visible)).toBeTruthy()
    system.restoreError = null
    await user.keyboard('{Enter}')
    await h1('Log in')
    const proof = { id: 'p1', email: ana.email, password: ana.password, code: '123456' }
    expect(system.asked.at(-1)).toBe(`restore ${JSON.stringify(proof)}`)
  })

  test('says who is added, removed, gets another password, or can use backup codes only', async () => {
    await openRestore({
      added: listOf('leo@example.com', 'mia@example.com'),
      removed: listOf('sami@example.com'),
      otherPassword: listOf('ana@example.com', 'bob@example.com', 'eve@example.com'),
      backupCodesOnly: listOf('mia@example.com'),
    })
    const shown = dialog('Restore a backup')
    for (const sentence of [
      '2 accounts are added.',
      '1 account is removed.',
      /^3 accounts get the password they had on November 3, 2026/,
      '1 account can log in with its backup codes only: its authenticator will not be checked.',
    ])
      expect(shown.getByText(sentence, visible)).toBeTruthy()
    expect(shownEmails()).toEqual([
      'leo@example.com', 'mia@example.com', 'sami@example.com', 'ana@example.com', 'bob@example.com',
      'eve@example.com', 'mia@example.com',
    ]) // prettier-ignore
    expect(shown.queryByRole('button', { name: /more$/ })).toBeNull()
  })

  test('says that nothing differs', async () => {
    await openRestore()
    const same = 'No account is added or removed, and no password changes.'
    expect(dialog('Restore a backup').getByText(same, visible)).toBeTruthy()
    expect(screen.queryByText(codesVoid)).toBeNull()
    expect(shownEmails()).toEqual([])
  })

  test('shows five emails of a list, the others on demand, and counts those it does not know', async () => {
    const emails = Array.from({ length: 100 }, (_, n) => `user${n}@example.com`)
    const { user } = await openRestore({ removed: { count: 120, emails } })
    expect(shownEmails()).toEqual(emails.slice(0, 5))
    await user.click(screen.getByRole('button', { name: 'and 115 more' }))
    expect(shownEmails()).toEqual(emails)
    await user.tab()
    expect(screen.getByRole('region', { name: '120 accounts are removed.' })).toBe(document.activeElement)
    expect(screen.getByText('20 more accounts are not shown.', visible)).toBeTruthy()
  })

  test('says, without a retry, that the backup has no owner of this Latchkey', async () => {
    const { user, system } = await openRestore()
    system.restoreError = { code: 'lastOwner' }
    await user.type(password(), `${ana.password}{Enter}`)
    const sentence =
      'This backup contains no active owner of this Latchkey. Choose another backup, or make someone who is in it an owner first.'
    expect(await dialog('Restore a backup').findByText(sentence, visible)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  test.each(['by an owner', 'first'])('says after a restore that old files are left: %s', async (kind) => {
    const { user, system } = await (kind === 'first' ? openFirstRestore() : openRestore())
    system.restoreWarning = 'oldFilesKept'
    if (kind === 'first') await user.type(screen.getByLabelText('Email'), ana.email)
    await user.type(screen.getByLabelText(/password/i, { selector: 'input' }), `${ana.password}{Enter}`)
    const sentence = 'Some old files could not be removed; the next start removes them.'
    expect(await screen.findByText(sentence, visible)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Close' })).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await h1('Log in')
    expect(screen.getByLabelText('Email')).toBe(document.activeElement)
  })

  test('warns of what is replaced and asks for the password; Esc keeps everything', async () => {
    const { user, system } = await atHome()
    system.previews = [overThree]
    act(() => system.choose('restore'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await screen.findByText(/^This replaces the 3 accounts now on this computer/, visible)).toBeTruthy()
    expect(password()).toBe(document.activeElement)
    await user.keyboard('{Enter}')
    expect(dialog('Restore a backup').getByText('Enter your password', visible)).toBeTruthy()
    system.restoreError = { code: 'wrongCredentials' }
    await user.type(password(), 'wrong{Enter}')
    expect(await dialog('Restore a backup').findByText('The password is not correct', visible)).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await h1(homeHeading('ana'))
  })

  test('asks for a code once main requires one, and sends it with the password', async () => {
    const { user, system } = await atHome()
    system.previews = [overThree]
    system.restoreError = { code: 'secondFactorRequired' }
    act(() => system.choose('restore'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    await user.type(await screen.findByLabelText('Enter your password to confirm'), `${ana.password}{Enter}`)
    expect(await screen.findByLabelText('Code from your authenticator app')).toBe(document.activeElement)
    system.restoreError = null
    await user.keyboard('123456{Enter}')
    await h1('Log in')
    expect(screen.getByText('Backup restored. Log in to continue.', visible)).toBeTruthy()
    expect(system.asked.at(-1)).toBe(`restore {"id":"p1","password":"${ana.password}","code":"123456"}`)
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
    const opened = await atHome()
    opened.system.importPreview = { id: 'i1', file: 'a.db', rows: [...previewRows] }
    act(() => opened.system.choose('import'))
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

  test('shows and announces the progress and the result, and returns to the session', async () => {
    const { user, system, announced } = await openPreview()
    let finish = () => {}
    system.importDelay = new Promise((resolve) => (finish = resolve))
    system.importResult = { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' }
    await user.type(password(), `${ana.password}{Enter}`)
    act(() => system.progress({ id: 'i1', done: 1, total: 2 }))
    expect(screen.getByRole('progressbar')).toHaveProperty('value', 1)
    expect(announced().polite).toContain('Importing 1 of 2…')
    finish()
    expect(await screen.findByText(/^2 accounts imported, 2 skipped\./, visible)).toBeTruthy()
    expect(screen.getByText(/^Saved in \/home\/ana\/keys\. Give each person their own key\./, visible)).toBeTruthy()
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await h1(homeHeading('ana'))
  })

  test('cancels a running import, and says that nothing was imported', async () => {
    const { user, system } = await openPreview()
    let finish = () => {}
    system.importDelay = new Promise((resolve) => (finish = resolve))
    await user.type(password(), `${ana.password}{Enter}`)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(system.asked.at(-1)).toBe('cancel i1')
    finish()
    expect(await dialog('Import accounts').findByText('Nothing was imported.', visible)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import 2 accounts' })).toBeTruthy()
  })

  test('asks for the password of the owner, and for a code once main requires one', async () => {
    const { user, system } = await openPreview()
    system.importResult = { code: 'secondFactorRequired' }
    expect(password()).toBe(document.activeElement)
    await user.keyboard(`${ana.password}{Enter}`)
    expect(system.asked.at(-1)).toBe(`importAccounts {"id":"i1","password":"${ana.password}"}`)
    expect(await screen.findByLabelText('Code from your authenticator app')).toBe(document.activeElement)
    await user.keyboard('123456{Enter}')
    expect(system.asked.at(-1)).toBe(`importAccounts {"id":"i1","password":"${ana.password}","code":"123456"}`)
  })

  const needsOwner = 'Importing needs an owner: create the first account first.'

  test('leads from Welcome to Create an account, and says why', async () => {
    const { user, announced } = await openWelcome()
    await user.click(screen.getByRole('button', { name: 'Import accounts from an a.db file…' }))
    await h1('Create an account')
    expect(screen.getByText(needsOwner, visible)).toBeTruthy()
    await waitFor(() => expect(announced().polite).toBe(needsOwner))
    expect(screen.getByLabelText('Email')).toBe(document.activeElement)
  })

  test('keeps what is typed into Create an account, and announces why an account is needed', async () => {
    const { user, system, announced } = await openWelcome()
    await user.click(screen.getByRole('button', { name: 'Create an account' }))
    await user.keyboard(ana.email)
    act(() => system.choose('import'))
    expect(screen.getByText(needsOwner, visible)).toBeTruthy()
    await waitFor(() => expect(announced().polite).toContain(needsOwner))
    expect(screen.getByLabelText('Email')).toHaveProperty('value', ana.email)
  })

  test('says on Log in that an owner must log in first', async () => {
    const world = await createWorld()
    await registered(world.auth)
    const { system, announced } = await openWindow({ world })
    act(() => system.choose('import'))
    const sentence = 'Importing needs an owner: log in as an owner first.'
    expect(screen.getByText(sentence, visible)).toBeTruthy()
    await waitFor(() => expect(announced().polite).toContain(sentence))
  })

  test.each([
    ['malformed', 'This file is not an SQLite database'],
    ['required', 'No accounts were found in this file'],
    ['tooLong', 'This file is too large to be read'],
  ] as const)('says why a file is refused: %s', async (reason, sentence) => {
    const { user, system } = await atHome()
    system.importPreview = { code: 'invalidInput', fields: { file: reason } }
    act(() => system.choose('import'))
    await user.click(await screen.findByRole('button', { name: 'Choose a file…' }))
    expect(await dialog('Import accounts').findByText(sentence, visible)).toBeTruthy()
  })
})

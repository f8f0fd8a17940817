import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flipByte } from '../../support/by-hand'
import { temporaryFolder } from '../../support/data-folder'
import { abcd, contents, fourAccounts, names } from '../../support/four-accounts'
import { accounts, addAccount, openStoreIn } from '../../support/store'

// A backup that does not fit its journal would give one account the id and password of another.
describe('recovery from the backup', () => {
  test('replaces a damaged snapshot with the backup and all journals that continue it', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(addAccount(store, 'e@x')).toBe(5)
  })

  test('keeps the damaged file, and the next start needs no recovery', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    const damaged = readFileSync(join(folder, 'accounts.db'))
    await openStoreIn(folder)
    const kept = names(folder).find((name) => name.startsWith('accounts.db.damaged-'))
    expect(readFileSync(join(folder, kept ?? ''))).toEqual(damaged)
    const store = await openStoreIn(folder)
    expect(store.notice).toBeNull()
    expect(accounts(store)).toEqual(abcd)
  })

  test('deletes only journals that the backup does not need', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    expect(names(folder)).toEqual(['accounts.1.journal', 'accounts.2.journal', 'accounts.db', 'accounts.db.bak'])
  })

  test('refuses to open and changes nothing when snapshot and backup are both damaged', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    flipByte(join(folder, 'accounts.db.bak'), 5000)
    const before = contents(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(contents(folder)).toEqual(before)
  })
})

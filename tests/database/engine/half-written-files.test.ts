import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { abcd, contents, fourAccounts, names } from '../../support/four-accounts'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('a file that another program left half-written is opened, or a rename breaks it', () => {
  test.each(['-journal', '-wal'])(
    'a filled accounts.db%s at open is a Store problem, all files untouched',
    async (ending) => {
      const folder = temporaryFolder()
      await fourAccounts(folder)
      writeFileSync(join(folder, `accounts.db${ending}`), 'half a transaction')
      const before = contents(folder)
      await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'locked' })
      expect(contents(folder)).toEqual(before)
      rmSync(join(folder, `accounts.db${ending}`))
      expect(accounts(await openStoreIn(folder))).toEqual(abcd)
    },
  )

  test('it holds for a folder without a snapshot too', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'accounts.db-wal'), 'half a transaction')
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'locked' })
    expect(names(folder)).toEqual(['accounts.db-wal'])
  })

  test('an empty one is nothing', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    writeFileSync(join(folder, 'accounts.db-journal'), '')
    expect(accounts(await openStoreIn(folder))).toEqual(abcd)
  })

  test('before a checkpoint’s rename it puts the checkpoint off, and changes go on', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    writeFileSync(join(folder, 'accounts.db-wal'), 'half a transaction')
    const before = readFileSync(join(folder, 'accounts.db'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db'))).toEqual(before)
    addAccount(store, 'b@x')
    rmSync(join(folder, 'accounts.db-wal'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db'))).not.toEqual(before)
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x'])
  })
})

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { abcd, contents, fourAccounts, names } from '../../support/four-accounts'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('a file with an incomplete transaction of another program is neither opened nor replaced', () => {
  test.each(['-journal', '-wal'])(
    'refuses to open while accounts.db%s has content, and leaves all files unchanged',
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

  test('refuses to open beside a filled WAL in a folder without a snapshot too', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'accounts.db-wal'), 'half a transaction')
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'locked' })
    expect(names(folder)).toEqual(['accounts.db-wal'])
  })

  test('ignores an empty accounts.db-journal', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    writeFileSync(join(folder, 'accounts.db-journal'), '')
    expect(accounts(await openStoreIn(folder))).toEqual(abcd)
  })

  test('postpones a checkpoint while a filled WAL exists, and accepts changes meanwhile', async () => {
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

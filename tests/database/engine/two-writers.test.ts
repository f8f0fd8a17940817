import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { names } from '../../support/four-accounts'
import { addAccount, openStoreIn } from '../../support/store'

test('a writer keeps the snapshot of a second writer in the same folder under another name', async () => {
  const folder = temporaryFolder()
  const [first, second] = [await openStoreIn(folder), await openStoreIn(folder)]
  addAccount(second, 'second@x')
  await second.checkpoint()
  const snapshotOfSecond = readFileSync(join(folder, 'accounts.db'))
  addAccount(first, 'first@x')
  await first.checkpoint()
  const kept = names(folder).filter((name) => name.startsWith('accounts.db.aside-'))
  expect(kept.map((name) => readFileSync(join(folder, name)))).toEqual([snapshotOfSecond])
})

import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { addAccount, openStoreIn } from '../../support/store'

test('never reuses the id of a deleted account, which would inherit its activity', async () => {
  const folder = temporaryFolder()
  const store = await openStoreIn(folder)
  for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
  store.transaction(() => store.run('DELETE FROM users WHERE id = 3'))
  await store.close()
  const reopened = await openStoreIn(folder)
  reopened.transaction(() => reopened.run('DELETE FROM users'))
  const killed = await openStoreIn(folder)
  expect(addAccount(killed, 'd@x')).toBe(4)
})

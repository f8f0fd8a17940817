import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { addAccount, openStoreIn } from '../../support/store'

test('an id that comes back brings its former owner’s activity along', async () => {
  const folder = temporaryFolder()
  const store = await openStoreIn(folder)
  for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
  store.transaction(() => store.run('DELETE FROM users WHERE id = 3'))
  await store.close()
  const again = await openStoreIn(folder)
  again.transaction(() => again.run('DELETE FROM users'))
  const killed = await openStoreIn(folder)
  expect(addAccount(killed, 'd@x')).toBe(4)
})

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { addAccount, openStoreIn } from './store'

/** Shared by the engine tests, each of which covers one hazard found in the design review. */

export const names = (folder: string): string[] => readdirSync(folder).sort()
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(names(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))

/** Account a is in the backup, b in the snapshot, c and d in the journal. Then the process dies. */
export async function fourAccounts(folder: string): Promise<void> {
  const store = await openStoreIn(folder)
  addAccount(store, 'a@x')
  await store.checkpoint()
  addAccount(store, 'b@x')
  await store.checkpoint()
  addAccount(store, 'c@x')
  addAccount(store, 'd@x')
}

export const abcd = ['1 a@x hash of a@x', '2 b@x hash of b@x', '3 c@x hash of c@x', '4 d@x hash of d@x']

import { readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flipByte } from '../../support/by-hand'
import { temporaryFolder } from '../../support/data-folder'
import { names } from '../../support/four-accounts'
import { addAccount, emails, openStoreIn } from '../../support/store'

describe('telling damage in the middle of a journal from a torn tail and from zeros', () => {
  const journal = 'accounts.0.journal'
  const threeRecords = async (): Promise<string> => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
    return folder
  }
  const endOfRecords = (folder: string): number =>
    readFileSync(join(folder, journal)).findLastIndex((byte) => byte !== 0) + 1

  test('a flipped byte before an intact record is damage; the journal stays, with one copy of it', async () => {
    const folder = await threeRecords()
    flipByte(join(folder, journal), 200)
    const damaged = readFileSync(join(folder, journal))
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    const copies = names(folder).filter((name) => name.startsWith(`${journal}.damaged-`))
    expect(copies).toHaveLength(1)
    expect(readFileSync(join(folder, copies[0] ?? ''))).toEqual(damaged)
    expect(readFileSync(join(folder, journal))).toEqual(damaged)
  })

  test('drops a torn tail and reports it', async () => {
    const folder = await threeRecords()
    truncateSync(join(folder, journal), endOfRecords(folder) - 10)
    const store = await openStoreIn(folder)
    expect(emails(store)).toEqual(['a@x', 'b@x'])
    expect(store.notice).toEqual({ recovered: 'tornTail', at: Date.UTC(2026, 0, 2, 3, 4, 5) })
    expect((await openStoreIn(folder)).notice).toBeNull()
    expect(addAccount(store, 'd@x')).toBe(3)
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x', 'd@x'])
  })

  test('ignores zeros behind the last record and reports nothing', async () => {
    const folder = await threeRecords()
    truncateSync(join(folder, journal), endOfRecords(folder))
    truncateSync(join(folder, journal), endOfRecords(folder) + 100_000)
    const store = await openStoreIn(folder)
    expect(emails(store)).toEqual(['a@x', 'b@x', 'c@x'])
    expect(store.notice).toBeNull()
  })
})

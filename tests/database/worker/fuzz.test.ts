import { expect, it } from 'vitest'
import { realWorker } from '../../support/database-worker'
import { fuzzForeignFiles } from '../../support/foreign-file-fuzz'

/** The long form is the row "mutated files" of `npm run torture`, with the same seeds. */
const seeds = Array.from({ length: 60 }, (_, n) => n + 1)

it('gives an answer or a typed error for every mutated file, and an error changes nothing on the disk', async () => {
  const { cases, failures } = await fuzzForeignFiles(seeds, realWorker(5_000))
  expect(failures).toEqual([])
  expect(cases).toBe(seeds.length)
})

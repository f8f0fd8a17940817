import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { playAgainstModel, storeCommands } from '../../support/store-model'

test('behaves like a plain map over any sequence of changes, checkpoints, restarts, kills, power cuts and failed syncs', async () => {
  const sequences = fc.array(storeCommands, { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(sequences, fc.integer(), async (commands, seed) => {
      expect(await playAgainstModel(commands, seed)).toEqual([])
    }),
    { numRuns: 150 },
  )
}, 120_000)

import { describe, expect, test } from 'vitest'
import { createFaultFileSystem, faults } from '../../support/fault-file-system'
import { initialStates, callsFor, createScenario, findProblems, runWithFault } from '../../support/fault-scenario'

/**
 * Injects each fault at each file-system call in turn, from a first run to the third checkpoint.
 */
const steps = [2, 'checkpoint', 1, 'checkpoint with changes meanwhile', 1, 'restart', 1, 'checkpoint', 1] as const
const firstRun = await createScenario(initialStates.nothing, steps)

describe('a fault at any file-system call', () => {
  test.each(faults)(
    '(%s) loses no acknowledged change, leaves no half-done change, and refuses at most one change',
    async (fault) => {
      for (const call of await callsFor(fault, firstRun)) {
        const { disk, run, dead } = await runWithFault(firstRun, call, fault)
        if (!dead) expect(run.refused.length).toBeLessThanOrEqual(1)
        expect(await findProblems(disk, run, call)).toEqual([])
      }
    },
    120_000,
  )
})

test.each(faults)(
  'a checkpoint with a fault (%s) does not void later changes',
  async (fault) => {
    const scenario = await createScenario(initialStates['a kill'], ['checkpoint', 1])
    for (const call of await callsFor(fault, scenario)) {
      const { disk, run } = await runWithFault(scenario, call, fault)
      expect(await findProblems(disk, run, call)).toEqual([])
    }
  },
  60_000,
)

describe.each(Object.entries(initialStates).slice(1))('a fault while opening after %s', (_, prepare) => {
  test.each(['error', 'crash after'] as const)(
    '(%s) loses no acknowledged change and leaves no half-done change',
    async (fault) => {
      const scenario = await createScenario(prepare, [1])
      for (const call of await callsFor(fault, scenario)) {
        const { disk, run } = await runWithFault(scenario, call, fault)
        expect(await findProblems(disk, run, call)).toEqual([])
      }
    },
    120_000,
  )
})

test('snapshot and backup each lead to the current state, whichever renames a power cut leaves', async () => {
  for (let left = 0; left < 32; left += 1) {
    const scenario = await createScenario(initialStates['a kill'], [])
    const { disk, run } = scenario
    let bit = 0
    disk.cutPower(() => (left >> bit++) & 1)
    const withoutSnapshot = disk.copy()
    if (withoutSnapshot.bytes('accounts.db')) withoutSnapshot.unlinkSync('accounts.db')
    expect(await findProblems(disk, run, 0)).toEqual([])
    expect(await findProblems(withoutSnapshot, run, 0)).toEqual([])
  }
})

test('the fault-injecting file system passes all other calls through', async () => {
  const { disk } = await runWithFault(firstRun, Infinity, 'error')
  expect(createFaultFileSystem(disk).readdirSync('/disk')).toContain('accounts.db')
})

import { describe, expect, test } from 'vitest'
import { createFaultFileSystem, faults } from '../../support/fault-file-system'
import { beginnings, callsFor, createScenario, findings, runWithFault } from '../../support/fault-scenario'

/** Each of the five faults at each file-system call, one after the other, from a first run to a second checkpoint. */
const steps = [2, 'checkpoint', 1, 'checkpoint', 1, 'restart', 1, 'checkpoint', 1] as const
const fromNothing = await createScenario(beginnings.nothing, steps)

describe('a file-system call that goes wrong, whichever it is', () => {
  test.each(faults)(
    '(%s) loses nothing acknowledged, shows nothing half-done, and stops no more than one change',
    async (fault) => {
      for (const call of await callsFor(fault, fromNothing)) {
        const { disk, run, dead } = await runWithFault(fromNothing, call, fault)
        if (!dead) expect(run.refused.length).toBeLessThanOrEqual(1)
        expect(await findings(disk, run, call)).toEqual([])
      }
    },
    120_000,
  )
})

test.each(faults)(
  'a checkpoint that goes wrong (%s) does not make void what is changed after it',
  async (fault) => {
    const scenario = await createScenario(beginnings['a kill'], ['checkpoint', 1])
    for (const call of await callsFor(fault, scenario)) {
      const { disk, run } = await runWithFault(scenario, call, fault)
      expect(await findings(disk, run, call)).toEqual([])
    }
  },
  60_000,
)

describe.each(Object.entries(beginnings).slice(1))('at the open after %s', (_, begin) => {
  test.each(['error', 'crash after'] as const)(
    '(%s) the same holds',
    async (fault) => {
      const scenario = await createScenario(begin, [1])
      for (const call of await callsFor(fault, scenario)) {
        const { disk, run } = await runWithFault(scenario, call, fault)
        expect(await findings(disk, run, call)).toEqual([])
      }
    },
    120_000,
  )
})

test('whichever of the new names a power cut leaves, snapshot and backup each lead to now', async () => {
  for (let left = 0; left < 32; left += 1) {
    const scenario = await createScenario(beginnings['a kill'], [])
    const { disk, run } = scenario
    let bit = 0
    disk.cutPower(() => (left >> bit++) & 1)
    const withoutSnapshot = disk.copy()
    if (withoutSnapshot.bytes('accounts.db')) withoutSnapshot.unlinkSync('accounts.db')
    expect(await findings(disk, run, 0)).toEqual([])
    expect(await findings(withoutSnapshot, run, 0)).toEqual([])
  }
}, 60_000)

test('the wrapper that makes calls fail lets all others through', async () => {
  const { disk } = await runWithFault(fromNothing, Infinity, 'error')
  expect(createFaultFileSystem(disk).readdirSync('/disk')).toContain('accounts.db')
})

import { describe, expect, test } from 'vitest'
import { createFaultFileSystem, faults } from '../support/fault-file-system'
import type { Fault } from '../support/fault-file-system'
import { readBack, runSteps } from '../support/fault-scenario'
import type { Run, Step } from '../support/fault-scenario'
import { createMemoryDisk } from '../support/memory-disk'
import type { MemoryDisk } from '../support/memory-disk'
import { seeded } from '../support/seeded'

/** First run, commits, checkpoints, commits after them, a clean restart, and more of each. */
const steps: readonly Step[] = [3, 'checkpoint', 2, 'checkpoint', 1, 'restart', 2, 'checkpoint', 2]

const countCalls = async (): Promise<string[]> => {
  const fs = createFaultFileSystem(createMemoryDisk())
  await runSteps(fs, steps)
  return fs.calls
}

async function runWithFault(call: number, fault: Fault): Promise<{ disk: MemoryDisk; run: Run; dead: boolean }> {
  const disk = createMemoryDisk()
  const fs = createFaultFileSystem(disk)
  fs.failAt(call, fault)
  const run = await runSteps(fs, steps)
  expect(fs.struck()).toBe(true)
  return { disk, run, dead: fs.dead }
}

/** Everything acknowledged, in order, and at most the change that was under way when the process died. */
function expectNothingLost(found: unknown[], { kept, inFlight }: Run): void {
  const rest = found.slice(kept.length)
  expect(found.slice(0, kept.length)).toEqual(kept)
  expect(rest.length === 0 || (rest.length === 1 && rest[0] === inFlight)).toBe(true)
}

const calls = await countCalls()

describe.each(faults)('a file-system call: %s', (fault) => {
  test('loses nothing acknowledged and shows nothing half-done, whichever of the calls it is', async () => {
    for (let call = 0; call < calls.length; call += 1) {
      const { disk, run, dead } = await runWithFault(call, fault)
      if (!dead) expect(run.refused.length).toBeLessThanOrEqual(1)
      disk.killProcess()
      const { emails, integrity } = await readBack(disk)
      expect(integrity).toBe('ok')
      expectNothingLost(emails, run)
    }
  })

  test('loses nothing acknowledged when the power goes too', async () => {
    for (let call = 0; call < calls.length; call += 1) {
      const { disk, run } = await runWithFault(call, fault)
      disk.cutPower(seeded(call))
      const { emails, integrity } = await readBack(disk)
      expect(integrity).toBe('ok')
      expectNothingLost(emails, run)
    }
  })
})

import * as fc from 'fast-check'
import { journalOf, openWith } from '../support/damaged-journal'
import { realWorker } from '../support/database-worker'
import { faults } from '../support/fault-file-system'
import {
  initialStates,
  callsFor,
  createScenario,
  findProblems,
  createTrackedSql,
  runWithFault,
} from '../support/fault-scenario'
import { fuzzForeignFiles } from '../support/foreign-file-fuzz'
import { playAgainstModel, storeCommands } from '../support/store-model'

export type Outcome = { cases: number; failures: string[] }

/** Opens every prefix of a journal, and the journal with every single bit flipped. */
export async function damagedJournals(records: number): Promise<Outcome> {
  const sql = await createTrackedSql()
  const journal = await journalOf(records, sql)
  const { bytes, ends } = journal
  const outcome: Outcome = { cases: 0, failures: [] }
  const expectOpen = async (what: string, changed: Uint8Array, expected: string): Promise<void> => {
    const actual = await openWith(journal, changed, sql).then(
      (opened) => JSON.stringify(opened),
      (error: unknown) => (error as { reason?: string }).reason ?? String(error),
    )
    outcome.cases += 1
    if (actual !== expected) outcome.failures.push(`${what}: ${actual} instead of ${expected}`)
  }
  const opened = (count: number, recovered: string | null): string => JSON.stringify({ records: count, recovered })

  for (let length = 0; length <= bytes.length; length += 1) {
    const whole = ends.findLastIndex((end) => end <= length)
    const state = opened(whole, ends.includes(length) ? null : 'tornTail')
    await expectOpen(`cut at ${length}`, bytes.subarray(0, length), whole < 0 ? 'corrupt' : state)
  }
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const at = bit >> 3
    const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
    const inLast = at >= (ends.at(-2) ?? 0)
    await expectOpen(`bit ${bit & 7} of byte ${at}`, flipped, inLast ? opened(records - 1, 'tornTail') : 'corrupt')
  }
  return outcome
}

/** Injects every fault at every call, from every initial state, each with several power cuts. */
export async function faultSweeps(powerCuts: number): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, failures: [] }
  const steps = [3, 'checkpoint', 2, 'checkpoint', 1, 'restart', 2, 'checkpoint', 2, 'restart', 1] as const
  for (const [name, prepare] of Object.entries(initialStates)) {
    const scenario = await createScenario(prepare, steps)
    for (const fault of faults) {
      for (const call of await callsFor(fault, scenario)) {
        for (let cut = 0; cut < powerCuts; cut += 1) {
          const { disk, run } = await runWithFault(scenario, call, fault)
          const problems = await findProblems(disk, run, call * powerCuts + cut)
          outcome.cases += 1
          outcome.failures.push(...problems.map((problem) => `after ${name}, ${fault} at call ${call}: ${problem}`))
        }
      }
    }
  }
  return outcome
}

export async function modelRuns(numRuns: number): Promise<Outcome> {
  const sequences = fc.array(storeCommands, { minLength: 1, maxLength: 60, size: 'max' })
  const property = fc.asyncProperty(sequences, fc.integer(), async (commands, seed) => {
    const differences = await playAgainstModel(commands, seed)
    if (differences.length > 0) throw new Error(differences.join('; '))
  })
  const { failed, counterexample, errorInstance, numRuns: cases } = await fc.check(property, { numRuns })
  return { cases, failures: failed ? [`${JSON.stringify(counterexample)} ${String(errorInstance)}`] : [] }
}

/** Imports, restores and opens mutated files. Each seed makes one file, the same at every run. */
export function mutatedFiles(firstSeed: number, files: number, jobWorkerFile: string): Promise<Outcome> {
  const seeds = Array.from({ length: files }, (_, n) => firstSeed + n)
  return fuzzForeignFiles(seeds, realWorker(5_000, jobWorkerFile))
}

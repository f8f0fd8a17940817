/**
 * `npm test`: everything that a change can break. `npm run test:long`: slow tests that rarely fail.
 * A failed suite does not stop the next one. The output ends with the seconds of each suite, the
 * location of each failed test, and `N passed, N failed`.
 * Usage: node scripts/test/test.mjs [--long | --lanes]
 */
import { mkdirSync, rmSync } from 'node:fs'
import { getReady } from '../get-ready.mjs'
import { endWithNpm } from './end-with-npm.mjs'
import { lanePhases } from './lanes.mjs'
import { longPhases, reportsFolder, shortPhases } from './suites.mjs'
import { runSuite } from './run-suite.mjs'
import { summaryLine, sumTallies } from './tally.mjs'
import { useOwnTemporaryFolder } from './temporary-folder.mjs'

endWithNpm()
useOwnTemporaryFolder()
// A report of an earlier run must not count for this one.
rmSync(reportsFolder, { recursive: true, force: true })
mkdirSync(reportsFolder, { recursive: true })

// Without a runtime only the Electron suite fails, and prints why.
await getReady({ display: process.platform === 'linux' }).catch((error) => console.error(error.message))

const start = performance.now()
const phases = choosePhases()
const results = []
for (const tracks of phases) results.push(...(await Promise.all(tracks.map(runTrack))).flat())

console.log('\n  wall s    cpu s  suite')
for (const { name, tally, wallSeconds, cpuSeconds } of results) {
  const seconds = [wallSeconds, cpuSeconds].map((value) => (value === null ? '?' : value.toFixed(1)).padStart(8))
  console.log(`${seconds.join(' ')}  ${name}: ${summaryLine(tally)}`)
}
console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(8)}           total`)

const total = sumTallies(results.map(({ tally }) => tally))
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.join('\n')}`)
console.log(`\n${summaryLine(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1

function choosePhases() {
  if (process.argv.includes('--lanes')) return lanePhases()
  return process.argv.includes('--long') ? longPhases() : shortPhases()
}

/** @param {import('./suites.mjs').Suite[]} suites */
async function runTrack(suites) {
  const done = []
  for (const suite of suites) done.push(await runSuite(suite))
  return done
}

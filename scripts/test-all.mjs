/**
 * `npm test`: every suite, one after the other, on after one that failed, and at the end `N passed, N failed`.
 * Usage: node scripts/test-all.mjs [--package]   the installed package too, where this system can be used for that
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { getReady } from './get-ready.mjs'
import { projectRoot } from './project.mjs'
import { inWords, sum } from './test-all/count.mjs'
import { runSuite } from './test-all/run-suite.mjs'
import { allSuites } from './test-all/suites.mjs'

const reports = join(projectRoot, 'artifacts/reports')
// A report of an earlier run must not be counted for this one.
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

// Without a runtime the Electron suite fails, and says why; the others have their say first.
await getReady({ display: process.platform === 'linux' }).catch((error) => console.error(error.message))

const counts = []
for (const suite of allSuites(reports, { withPackage: process.argv.includes('--package') })) {
  console.log(`\n▶ ${suite.name}`)
  const start = performance.now()
  const count = await runSuite(suite)
  counts.push(count)
  console.log(`◼ ${suite.name}: ${inWords(count)} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

const total = sum(counts)
console.log(`\n${inWords(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1

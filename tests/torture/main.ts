import { parseArgs } from 'node:util'
import { killings } from './killings'
import { damagedJournals, faultSweeps, modelRuns } from './sweeps'

/**
 * The long form of the fault tests: npm run torture [-- --only NAME] [-- --kills N]
 * [-- --sequences N]. Prints one line per test. Exits with status 1 if an acknowledged change was
 * lost, a half-done change appeared, or damage went undetected.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    kills: { type: 'string', default: '500' },
    sequences: { type: 'string', default: '20000' },
  },
})

const parts = [
  { name: 'cut and flipped journals', run: () => damagedJournals(100) },
  { name: 'a fault at each file-system call', run: () => faultSweeps(3) },
  { name: 'random sequences against a model', run: () => modelRuns(Number(values.sequences)) },
  { name: 'kill -9 of a writing process', run: () => killings(Number(values.kills)) },
]

console.log('cases'.padStart(9), 'failures'.padStart(9), 'seconds'.padStart(8), ' ')
let failed = false
for (const { name, run } of parts.filter((part) => part.name.includes(values.only))) {
  const start = performance.now()
  const { cases, failures } = await run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(String(cases).padStart(9), String(failures.length).padStart(9), seconds.padStart(8), ' ', name)
  for (const failure of failures.slice(0, 5)) console.log(`          ${failure}`)
  failed ||= failures.length > 0
}
process.exit(failed ? 1 : 0)

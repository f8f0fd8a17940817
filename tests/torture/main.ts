import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { killings } from './killings'
import { damagedJournals, faultSweeps, modelRuns, mutatedFiles } from './sweeps'

/**
 * The long form of the fault tests: npm run torture [-- --only NAME] [-- --kills N]
 * [-- --sequences N] [-- --mutations N] [-- --seed FIRST]. Prints one line per test. Exits with
 * status 1 if an acknowledged change was lost, a half-done change appeared, damage went undetected,
 * or a mutated file got no answer.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    kills: { type: 'string', default: '500' },
    sequences: { type: 'string', default: '20000' },
    mutations: { type: 'string', default: '2000' },
    // With `--only 'mutated files' --mutations 1`, one case again.
    seed: { type: 'string', default: '1' },
  },
})

/** run.mjs builds it beside this program. */
const jobWorker = fileURLToPath(new URL('job-worker.mjs', import.meta.url))
const parts = [
  { name: 'cut and flipped journals', run: () => damagedJournals(100) },
  { name: 'a fault at each file-system call', run: () => faultSweeps(3) },
  { name: 'random sequences against a model', run: () => modelRuns(Number(values.sequences)) },
  { name: 'mutated files', run: () => mutatedFiles(Number(values.seed), Number(values.mutations), jobWorker) },
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

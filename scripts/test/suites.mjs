import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, tool } from '../project.mjs'
import { readTally, tallyEnv } from './report.mjs'
import { emptyTally, tallyOf, tallyOfCheck } from './tally.mjs'

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[][]} commands run in sequence; the first failure ends the suite
 * @property {number} seconds the time limit of each command
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(exitCode: number) => import('./tally.mjs').Tally} tally called after the commands
 */

export const reportsFolder = join(projectRoot, 'artifacts/reports')

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
const script = (/** @type {string} */ file) => [process.execPath, join(projectRoot, file)]
const withElectron = script('scripts/with-electron.mjs')

/** The folders of `npm run lint:circles`. */
const checkedForCircles = (scripts['lint:circles'] ?? '').split(' ').slice(1)

/**
 * The phases of a run, in sequence. The tracks of a phase run in parallel, the suites of a track in
 * sequence.
 * @typedef {Suite[][][]} Phases
 */

/**
 * `npm test`. The Electron tests wait more than they compute, so types and lint run in parallel
 * with them. The other tests use both cores.
 * @returns {Phases}
 */
export const shortPhases = () => [
  [[withReport('rules and screens', 900, [...tool('vitest'), 'run'])]],
  [
    [withReport('electron', 1200, [...withElectron, 'playwright', 'test', '--project=electron', '--project=real'])],
    [
      check('types', [[...tool('typescript', 'tsc'), '-b']]),
      check('lint', [
        [...tool('eslint'), '.', '--max-warnings', '0'],
        [...tool('dependency-cruiser', 'depcruise'), ...checkedForCircles],
        [...tool('prettier'), '--check', '--log-level', 'warn', '.'],
      ]),
    ],
  ],
]

/**
 * `npm run test:long`. In sequence: the package test installs into this system, and the benchmark
 * needs an idle one.
 * @returns {Phases}
 */
export const longPhases = () =>
  [
    withReport('every screen state', 1500, [...withElectron, 'playwright', 'test', '--project=walk']),
    withReport('kills, fuzz, key store', 900, [...withElectron, 'playwright', 'test', '--project=long'], {
      TORTURE_MESSAGES: '4000',
    }),
    check('storage faults', [
      [...script('tests/torture/run.mjs'), '--kills', '20', '--sequences', '500', '--mutations', '120'],
    ]),
    installedPackage(),
    check('benchmark smoke run', [[...script('bench/run.mjs'), '--quick', '--accounts', '10']]),
  ].map((suite) => [[suite]])

/**
 * @param {string} name
 * @param {string[][]} commands
 * @returns {Suite}
 */
const check = (name, commands) => ({ name, commands, seconds: 600, tally: (code) => tallyOfCheck(name, code) })

/**
 * A suite whose reporter writes a tally (vitest-reporter.mjs, playwright-reporter.mjs).
 * @param {string} name
 * @param {number} seconds
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Suite}
 */
export function withReport(name, seconds, command, env) {
  const file = join(reportsFolder, `${name.replaceAll(/\W+/g, '-')}.json`)
  const tally = (/** @type {number} */ exitCode) => tallyOf(name, exitCode, readTally(file))
  return { name, commands: [command], seconds, env: { ...env, ...tallyEnv(file) }, tally }
}

/**
 * The test of the package. It counts as skipped if it succeeds without a tally: it has then printed
 * why it cannot run here.
 * @returns {Suite}
 */
function installedPackage() {
  const suite = withReport('package', 900, script('scripts/package/test-package.mjs'))
  const file = suite.env?.['LATCHKEY_TALLY'] ?? ''
  const isSkipped = (/** @type {number} */ exitCode) => exitCode === 0 && readTally(file) === null
  return { ...suite, tally: (code) => (isSkipped(code) ? { ...emptyTally, skipped: 1 } : suite.tally(code)) }
}

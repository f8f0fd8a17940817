import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, tool } from '../project.mjs'
import { readTally, tallyInto } from './report.mjs'
import { nothing, tallyOf, tallyOfCheck } from './tally.mjs'

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[][]} commands run one after the other; the first that fails is the last
 * @property {number} seconds each command is given
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(exitCode: number) => import('./tally.mjs').Tally} tally called when they have run
 */

export const reportsFolder = join(projectRoot, 'artifacts/reports')

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
const script = (/** @type {string} */ file) => [process.execPath, join(projectRoot, file)]
const withElectron = script('scripts/with-electron.mjs')

/** The folders of `npm run lint:circles`. */
const checkedForCircles = (scripts['lint:circles'] ?? '').split(' ').slice(1)

/**
 * The suites of a run, one phase after the other. A phase has lanes, which run side by side; a lane has suites, one
 * after the other.
 * @typedef {Suite[][][]} Phases
 */

/**
 * `npm test`. Windows wait more than they compute, so types and lint run beside them; the tests that only compute take
 * both cores by themselves.
 * @returns {Phases}
 */
export const shortPhases = () => [
  [[reported('rules and screens', 900, [...tool('vitest'), 'run'])]],
  [
    [reported('electron', 1200, [...withElectron, 'playwright', 'test', '--project=electron', '--project=real'])],
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
 * `npm run test:long`. One after the other: the package is installed into this system, the bench wants it for itself.
 * @returns {Phases}
 */
export const longPhases = () =>
  [
    reported('walks of every state', 1500, [...withElectron, 'playwright', 'test', '--project=walk']),
    reported('kills, fuzz, key store', 900, [...withElectron, 'playwright', 'test', '--project=long'], {
      TORTURE_MESSAGES: '4000',
    }),
    check('faults of the store', [[...script('tests/torture/run.mjs'), '--kills', '20', '--sequences', '500']]),
    installedPackage(),
    check('bench, a smoke run', [[...script('bench/run.mjs'), '--quick', '--accounts', '10']]),
  ].map((suite) => [[suite]])

/**
 * @param {string} name
 * @param {string[][]} commands
 * @returns {Suite}
 */
const check = (name, commands) => ({ name, commands, seconds: 600, tally: (code) => tallyOfCheck(name, code) })

/**
 * A suite whose runner leaves a tally (vitest-reporter.mjs, playwright-reporter.mjs).
 * @param {string} name
 * @param {number} seconds
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Suite}
 */
function reported(name, seconds, command, env) {
  const file = join(reportsFolder, `${name.replaceAll(/\W+/g, '-')}.json`)
  const tally = (/** @type {number} */ exitCode) => tallyOf(name, exitCode, readTally(file))
  return { name, commands: [command], seconds, env: { ...env, ...tallyInto(file) }, tally }
}

/**
 * Without a report and without a complaint it said why it can't be tried here.
 * @returns {Suite}
 */
function installedPackage() {
  const suite = reported('package', 900, script('scripts/package/test-package.mjs'))
  const file = suite.env?.['LATCHKEY_TALLY'] ?? ''
  const isSkipped = (/** @type {number} */ exitCode) => exitCode === 0 && readTally(file) === null
  return { ...suite, tally: (code) => (isSkipped(code) ? { ...nothing, skipped: 1 } : suite.tally(code)) }
}

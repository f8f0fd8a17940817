import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, tool } from '../project.mjs'
import { countCheck, countPlaywright, countVitest } from './count.mjs'

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[][]} commands run one after the other; the first that fails is the last
 * @property {number} seconds each command is given
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(exitCode: number) => import('./count.mjs').Count} count called when they have run
 */

/**
 * All that `npm test` runs, in order: what is quick first.
 * @param {string} reports the folder for the reports
 * @param {{ withPackage: boolean }} wishes
 * @returns {Suite[]}
 */
export function allSuites(reports, { withPackage }) {
  return [
    check('types', [[...tool('typescript', 'tsc'), '-b']]),
    check('lint', [
      [...tool('eslint'), '.', '--max-warnings', '0'],
      [...tool('prettier'), '--check', '--log-level', 'warn', '.'],
    ]),
    vitest('unit', reports),
    vitest('screens', reports),
    check('build', [[...tool('electron-vite'), 'build', '--logLevel', 'warn']]),
    electron(reports),
    ...(withPackage ? [installedPackage(reports)] : []),
  ]
}

/**
 * @param {string} name
 * @param {string[][]} commands
 * @returns {Suite}
 */
const check = (name, commands) => ({ name, commands, seconds: 600, count: countCheck })

/**
 * @param {string} name of the vitest project
 * @param {string} reports
 * @returns {Suite}
 */
function vitest(name, reports) {
  const report = join(reports, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [...tool('vitest'), 'run', '--project', name, ...reporters]
  return { name, commands: [command], seconds: 600, count: (exitCode) => countVitest(readReport(report), exitCode) }
}

/**
 * @param {string} reports
 * @returns {Suite}
 */
function electron(reports) {
  const report = join(reports, 'electron.json')
  const wrapper = [process.execPath, join(projectRoot, 'scripts/with-electron.mjs')]
  // Not the tour: it takes pictures and is no test.
  const projects = ['electron', 'real', 'walk'].flatMap((name) => ['--project', name])
  const command = [...wrapper, 'playwright', 'test', ...projects, '--reporter=list,json']
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const count = (/** @type {number} */ exitCode) => countPlaywright(readReport(report), exitCode)
  return { name: 'electron', commands: [command], seconds: 1500, env, count }
}

/**
 * @param {string} reports
 * @returns {Suite}
 */
function installedPackage(reports) {
  const report = join(reports, 'package.json')
  const command = [process.execPath, join(projectRoot, 'scripts/package/test-package.mjs')]
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return {
    name: 'package',
    commands: [command],
    seconds: 900,
    env,
    count: (exitCode) => countPackage(report, exitCode),
  }
}

/**
 * Without a report and without a complaint it said why it can't be tried here.
 * @param {string} report
 * @param {number} exitCode
 */
function countPackage(report, exitCode) {
  const read = readReport(report)
  return read || exitCode !== 0 ? countPlaywright(read, exitCode) : { passed: 0, failed: 0, skipped: 1 }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

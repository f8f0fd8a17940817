import { spawnSync } from 'node:child_process'
import { findOnPath } from '../is-on-path.mjs'
import { tool } from '../project.mjs'
import { emptyTally } from './tally.mjs'
import { withReport } from './suites.mjs'

/**
 * `npm run test:lanes`: tests for computers where the Electron that ships cannot be installed. The
 * screens run in the system's Chromium and make the real calls; the tests of main run on the major
 * version of Node in that Electron. A lane that cannot run here prints why and counts as skipped.
 * @returns {import('./suites.mjs').Phases}
 */
export const lanePhases = () => [[[newNode()]], [[newChromium()]]]

const nodeVersion = '24'

function newNode() {
  const name = `unit tests on Node ${nodeVersion}`
  const onNode = ['npm', 'exec', '--yes', `--package=node@${nodeVersion}`, '--', 'node']
  const [program = '', ...args] = [...onNode, '--version']
  const { status } = spawnSync(program, args, { shell: process.platform === 'win32' })
  if (status !== 0) return skipped(name, `npm cannot provide node@${nodeVersion}`)
  const [, ...vitest] = tool('vitest')
  return withReport(name, 900, [...onNode, ...vitest, 'run', '--project', 'unit'])
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome']

function newChromium() {
  const name = "screens in the system's Chromium"
  const found = browsers.map((program) => findOnPath(program, process.env)).find((file) => file !== undefined)
  const browser = process.env['LATCHKEY_CHROMIUM'] ?? found
  if (!browser) return skipped(name, `none of ${browsers.join(', ')} is installed`)
  const command = [...tool('playwright'), 'test', '--config', 'tests/lanes/chromium/playwright.config.ts']
  return withReport(name, 2400, command, { LATCHKEY_CHROMIUM: browser })
}

/**
 * @param {string} name
 * @param {string} reason
 * @returns {import('./suites.mjs').Suite}
 */
function skipped(name, reason) {
  console.log(`${name}: skipped, because ${reason}`)
  return { name, commands: [], seconds: 0, tally: () => ({ ...emptyTally, skipped: 1 }) }
}

/**
 * `npm start` and `npm run dev`: installs what this machine lacks and opens Latchkey.
 * Usage: node scripts/open-app.mjs start|dev [switches and arguments for Latchkey]
 */
import { electronSwitches, inVirtualDisplay, needsVirtualDisplay } from './display.mjs'
import { runInForeground } from './foreground.mjs'
import { getReady, reportFailure, isRoot } from './get-ready.mjs'
import { projectRoot, tool } from './project.mjs'

const [mode, ...args] = process.argv.slice(2)
await openApp(mode === 'dev' ? 'dev' : 'start', args).catch(reportFailure)

/**
 * @param {'start' | 'dev'} mode
 * @param {string[]} args
 */
async function openApp(mode, args) {
  const virtual = needsVirtualDisplay(process, 'real')
  const electron = await getReady({ display: virtual })
  const electronVite = tool('electron-vite')
  if (mode === 'start') await build([...electronVite, 'build', '--logLevel', 'warn'])
  const machine = { platform: process.platform, root: isRoot(), env: process.env }
  const switches = [...electronSwitches(machine), ...args]
  announce(switches, virtual)
  const command = mode === 'start' ? [electron, '.', ...switches] : [...electronVite, 'dev', '-w', '--', ...switches]
  const run = (/** @type {NodeJS.ProcessEnv} */ display) =>
    runInForeground(command, { cwd: projectRoot, env: { ...process.env, ELECTRON_EXEC_PATH: electron, ...display } })
  process.exitCode = await (virtual ? inVirtualDisplay(run) : run({}))
}

/**
 * @param {string[]} switches
 * @param {boolean} virtual
 */
function announce(switches, virtual) {
  if (switches.includes('--no-sandbox'))
    console.log('Running as root, therefore without the sandbox: for development only.')
  if (virtual) {
    console.log('This machine has no display: Latchkey opens in a virtual one, which is not visible (Ctrl+C ends it).')
    console.log('`npm run tour` follows the main path there and saves a picture of each screen in artifacts/tour/.')
  }
}

/** @param {string[]} command */
async function build(command) {
  const code = await runInForeground(command, { cwd: projectRoot })
  if (code !== 0) throw new Error('Latchkey could not be built.')
}

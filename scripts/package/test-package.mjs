/**
 * `npm run test:package`: builds the package, installs it on this system, uses it as an
 * unprivileged user in a virtual display, upgrades it, removes it and installs it again. Restores
 * the system at the end, also after an error.
 */
import { join } from 'node:path'
import { runInForeground } from '../foreground.mjs'
import { getReady, reportFailure, thisMachine } from '../get-ready.mjs'
import { projectRoot } from '../project.mjs'
import { makeTrialPackages } from './trial/make-packages.mjs'
import { cleanUp } from './trial/clean-up.mjs'
import { createUser } from './trial/user.mjs'
import { skipReason } from './trial/where.mjs'

await testPackage().catch(reportFailure)

async function testPackage() {
  const reason = skipReason(thisMachine())
  if (reason) {
    console.log(`The package is not tested here: ${reason}.`)
    return
  }
  cleanUp()
  // On exit, so that it also runs after a signal or an error.
  process.once('exit', cleanUp)
  createUser()
  await getReady({ display: true })
  await withExitOnSignal(makeTrialPackages)
  await runTests()
}

/**
 * Makes signals end this process through `process.exit`, so that the clean-up runs.
 * `runInForeground` does the same by itself.
 * @param {() => Promise<void>} work
 */
async function withExitOnSignal(work) {
  const exit = () => process.exit(1)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, exit)
  await work()
  for (const signal of signals) process.off(signal, exit)
}

async function runTests() {
  const wrapper = [process.execPath, join(projectRoot, 'scripts/with-electron.mjs')]
  const command = [...wrapper, 'playwright', 'test', '--config', 'tests/package/playwright.config.ts']
  process.exitCode = await runInForeground(command, { cwd: projectRoot, seconds: 400 })
}

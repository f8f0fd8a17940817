/**
 * `npm run test:package`: makes the package, installs it into this system, uses it as an ordinary person in a virtual
 * display, upgrades it, removes it, installs it again; and leaves the system as it was, however it ends.
 */
import { join } from 'node:path'
import { runInForeground } from '../foreground.mjs'
import { getReady, giveUp, thisMachine } from '../get-ready.mjs'
import { projectRoot } from '../project.mjs'
import { makeTrialPackages } from './trial/make-packages.mjs'
import { cleanUp } from './trial/clean-up.mjs'
import { createUser } from './trial/user.mjs'
import { whyNotHere } from './trial/where.mjs'

await testPackage().catch(giveUp)

async function testPackage() {
  const reason = whyNotHere(thisMachine())
  if (reason) {
    console.log(`The package is not tried here: ${reason}.`)
    return
  }
  cleanUp()
  // At the exit, whatever leads there: also a signal, also an error.
  process.once('exit', cleanUp)
  createUser()
  await getReady({ display: true })
  await endable(makeTrialPackages)
  await runTests()
}

/**
 * A signal would end this process without its exit; a command in the foreground sees to that itself.
 * @param {() => Promise<void>} work
 */
async function endable(work) {
  const end = () => process.exit(1)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, end)
  await work()
  for (const signal of signals) process.off(signal, end)
}

async function runTests() {
  const wrapper = [process.execPath, join(projectRoot, 'scripts/with-electron.mjs')]
  const command = [...wrapper, 'playwright', 'test', '--config', 'tests/package/playwright.config.ts']
  process.exitCode = await runInForeground(command, { cwd: projectRoot, seconds: 400 })
}

import { availableNames } from './packages.mjs'

/** The longest wait for another apt: a new machine updates itself. */
const lockSeconds = 180
const retrySeconds = 5

class StillLockedError extends Error {
  /**
   * @param {number} seconds
   * @param {string} message of apt
   */
  constructor(seconds, message) {
    super(`Another apt was still at work after ${seconds} s; run this again when it has ended. Its error: ${message}`)
  }
}

/** apt must not ask questions or restart services that are in use. */
const nonInteractive = { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' }

/**
 * Installs packages. Refreshes apt's lists only if they lack a package or list versions that no
 * longer exist.
 * @param {string[]} packages
 * @param {import('./find-missing.mjs').Machine} machine
 */
export async function installWithApt(packages, machine) {
  machine.log(`Installing missing system packages with apt-get (LATCHKEY_NO_APT=1 forbids it): ${packages.join(' ')}`)
  const known = await knownNames(packages, machine)
  if (!packages.every((name) => known.has(name) || known.has(`${name}t64`))) return refreshAndInstall(packages, machine)
  await install(availableNames(packages, known), machine).catch((error) => {
    if (error instanceof StillLockedError) throw error
    return refreshAndInstall(packages, machine)
  })
}

/**
 * @param {string[]} packages
 * @param {import('./find-missing.mjs').Machine} machine
 */
async function refreshAndInstall(packages, machine) {
  // A broken third-party source fails the update although ours were read. The next step decides.
  await refresh(machine).catch((error) => machine.log(`apt-get update: ${error.message}`))
  await install(availableNames(packages, await knownNames(packages, machine)), machine)
}

/** @param {import('./find-missing.mjs').Machine} machine */
const refresh = (machine) => retryWhileLocked(['update'], machine)

/**
 * @param {string[]} packages
 * @param {import('./find-missing.mjs').Machine} machine
 */
const install = (packages, machine) =>
  retryWhileLocked(['install', '-y', '--no-install-recommends', ...packages], machine)

/**
 * Runs apt; retries while another apt holds a lock, and prints that it waits. DPkg::Lock::Timeout
 * does not apply to the package lists, and it prints nothing.
 * @param {string[]} args
 * @param {import('./find-missing.mjs').Machine} machine
 */
async function retryWhileLocked(args, machine) {
  for (let waited = 0; ; waited += retrySeconds) {
    try {
      return await apt(args, machine)
    } catch (error) {
      const isLocked = error instanceof Error && /Could not get lock/.test(error.message)
      if (!isLocked) throw error
      if (waited >= lockSeconds) throw new StillLockedError(waited, error.message)
      if (waited === 0) machine.log(`Another apt is at work; waiting for it, at most ${lockSeconds} s.`)
      await machine.sleep(retrySeconds * 1000)
    }
  }
}

/**
 * @param {string[]} args
 * @param {import('./find-missing.mjs').Machine} machine
 */
const apt = (args, { env, run }) =>
  run('apt-get', ['-q', ...args], { env: { ...env, ...nonInteractive }, seconds: 600 })

/**
 * The names, with and without the suffix t64, that apt can install.
 * @param {string[]} packages
 * @param {import('./find-missing.mjs').Machine} machine
 */
async function knownNames(packages, { run }) {
  const names = packages.flatMap((name) => [name, `${name}t64`])
  // apt-cache succeeds if it knows at least one of the names.
  const printed = await run('apt-cache', ['show', '--no-all-versions', ...names]).catch(() => '')
  return new Set([...printed.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1] ?? ''))
}

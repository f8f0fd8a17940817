import { namesKnownHere } from './packages.mjs'

/** Another apt may be at work (a fresh machine updates itself): wait for it this long. */
const lockSeconds = 180
const retrySeconds = 5

class StillLockedError extends Error {
  /**
   * @param {number} seconds
   * @param {string} message of apt
   */
  constructor(seconds, message) {
    super(`Another apt was still at work after ${seconds} s; run this again when it has ended. It said: ${message}`)
  }
}

/** Nobody is asked anything, and no service is restarted under the user's hands. */
const quiet = { DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' }

/**
 * Installs packages, refreshing apt's lists only where they do not know the packages or know only versions that are
 * gone.
 * @param {string[]} packages
 * @param {import('./look.mjs').Machine} machine
 */
export async function installWithApt(packages, machine) {
  machine.say(`Installing missing system packages with apt-get (LATCHKEY_NO_APT=1 forbids it): ${packages.join(' ')}`)
  const known = await knownNames(packages, machine)
  if (!packages.every((name) => known.has(name) || known.has(`${name}t64`))) return refreshAndInstall(packages, machine)
  await install(namesKnownHere(packages, known), machine).catch((error) => {
    if (error instanceof StillLockedError) throw error
    return refreshAndInstall(packages, machine)
  })
}

/**
 * @param {string[]} packages
 * @param {import('./look.mjs').Machine} machine
 */
async function refreshAndInstall(packages, machine) {
  // A broken third-party source makes this fail although ours were read: the next step tells.
  await refresh(machine).catch((error) => machine.say(`apt-get update: ${error.message}`))
  await install(namesKnownHere(packages, await knownNames(packages, machine)), machine)
}

/** @param {import('./look.mjs').Machine} machine */
const refresh = (machine) => whenUnlocked(['update'], machine)

/**
 * @param {string[]} packages
 * @param {import('./look.mjs').Machine} machine
 */
const install = (packages, machine) => whenUnlocked(['install', '-y', '--no-install-recommends', ...packages], machine)

/**
 * Waits while another apt holds a lock, and says so. The wait is ours: DPkg::Lock::Timeout does not hold for the lists
 * of packages, and waits in silence.
 * @param {string[]} args
 * @param {import('./look.mjs').Machine} machine
 */
async function whenUnlocked(args, machine) {
  for (let waited = 0; ; waited += retrySeconds) {
    try {
      return await apt(args, machine)
    } catch (error) {
      const isLocked = error instanceof Error && /Could not get lock/.test(error.message)
      if (!isLocked) throw error
      if (waited >= lockSeconds) throw new StillLockedError(waited, error.message)
      if (waited === 0) machine.say(`Another apt is at work; waiting for it, at most ${lockSeconds} s.`)
      await machine.sleep(retrySeconds * 1000)
    }
  }
}

/**
 * @param {string[]} args
 * @param {import('./look.mjs').Machine} machine
 */
const apt = (args, { env, run }) => run('apt-get', ['-q', ...args], { env: { ...env, ...quiet }, seconds: 600 })

/**
 * Which of the packages, under either of their names, apt could install.
 * @param {string[]} packages
 * @param {import('./look.mjs').Machine} machine
 */
async function knownNames(packages, { run }) {
  const names = packages.flatMap((name) => [name, `${name}t64`])
  // Names that it does not know are no reason for it to fail as long as it knows one.
  const printed = await run('apt-cache', ['show', '--no-all-versions', ...names]).catch(() => '')
  return new Set([...printed.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1] ?? ''))
}

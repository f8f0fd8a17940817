import { spawnSync } from 'node:child_process'

/**
 * Runs a command and returns its output. Throws its stderr if it fails. Synchronous, so that it
 * works in an exit handler.
 * @param {string} command
 * @param {string[]} args
 * @param {{ uid?: number, gid?: number, seconds?: number }} [options]
 */
export function run(command, args, { seconds = 120, ...as } = {}) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...as,
    env,
    encoding: 'utf8',
    timeout: seconds * 1000,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr || stdout}`)
  return stdout
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ uid?: number, gid?: number }} [options]
 */
export function succeeds(command, args, options) {
  try {
    run(command, args, options)
    return true
  } catch {
    return false
  }
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../project.mjs'
import { run } from './commands.mjs'

/** The folder of the trial's packages: the release, and one with an older version. */
export const trialFolder = join(projectRoot, 'artifacts/package')

/** @typedef {'older' | 'newer'} Age */

/** @param {Age} age */
export function debOf(age) {
  const folder = join(trialFolder, age)
  const name = readdirSync(folder).find((file) => file.endsWith('.deb'))
  if (!name) throw new Error(`No package in ${folder}.`)
  return join(folder, name)
}

/**
 * Installs with apt, as a user does: it adds missing dependencies and upgrades another version.
 * @param {Age} age
 */
export const install = (age) => apt('install', debOf(age))

/** Removes the program. */
export const remove = () => apt('remove', 'latchkey')

/** Removes the program and its system configuration. */
export const purge = () => apt('purge', 'latchkey')

/**
 * @param {'install' | 'remove' | 'purge'} action
 * @param {string} target
 */
function apt(action, target) {
  const options = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=60', '--no-install-recommends']
  return run('apt-get', [...options, action, target], { seconds: 180 })
}

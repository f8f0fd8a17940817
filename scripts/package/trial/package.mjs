import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../project.mjs'
import { run } from './commands.mjs'

/** Where the trial's packages are made: the one that ships, and one that is called older. */
export const trialFolder = join(projectRoot, 'artifacts/package')

/** @typedef {'older' | 'newer'} Age */

/** @param {Age} age */
export function debOf(age) {
  const folder = join(trialFolder, age)
  const name = readdirSync(folder).find((each) => each.endsWith('.deb'))
  if (!name) throw new Error(`No package in ${folder}.`)
  return join(folder, name)
}

/**
 * As a person does it, with apt, which also brings what is missing. Installing over another version upgrades it.
 * @param {Age} age
 */
export const install = (age) => apt('install', debOf(age))

/** Removes the program; what it left of the system's own settings, too, if purged. */
export const remove = () => apt('remove', 'latchkey')

export const purge = () => apt('purge', 'latchkey')

/**
 * @param {'install' | 'remove' | 'purge'} what
 * @param {string} target
 */
function apt(what, target) {
  const options = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=60', '--no-install-recommends']
  return run('apt-get', [...options, what, target], { seconds: 180 })
}

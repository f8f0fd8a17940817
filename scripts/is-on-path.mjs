import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The file that a shell would run for this name, or undefined.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
export function findOnPath(program, env) {
  const files = (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program))
  return files.find(isExecutable)
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
export const isOnPath = (program, env) => findOnPath(program, env) !== undefined

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

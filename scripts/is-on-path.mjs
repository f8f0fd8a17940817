import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
export function isOnPath(program, env) {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)))
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

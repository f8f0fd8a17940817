import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's folder. */
export const projectRoot = join(import.meta.dirname, '..')

/**
 * The command that runs a tool of ours with this Node: without a shell, the same on every system.
 * @param {string} packageName
 * @param {string} [program] where it is not called like its package
 * @returns {string[]}
 */
export function tool(packageName, program = packageName) {
  const folder = join(projectRoot, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[program])]
}

/**
 * The same for a command line as a person writes it: `playwright test` is our Playwright.
 * @param {string[]} command
 */
export function withOwnTool([name = '', ...args]) {
  const isOurs = existsSync(join(projectRoot, 'node_modules', name, 'package.json'))
  return isOurs ? [...tool(name), ...args] : [name, ...args]
}

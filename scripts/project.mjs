import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const projectRoot = join(import.meta.dirname, '..')

/**
 * The command that runs an installed npm tool with this Node: no shell, the same on every system.
 * @param {string} packageName
 * @param {string} [program] if its name differs from the package's
 * @returns {string[]}
 */
export function tool(packageName, program = packageName) {
  const folder = join(projectRoot, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[program])]
}

/**
 * The same for a typed command line: `playwright test` runs the installed Playwright.
 * @param {string[]} command
 */
export function withOwnTool([name = '', ...args]) {
  const isInstalled = existsSync(join(projectRoot, 'node_modules', name, 'package.json'))
  return isInstalled ? [...tool(name), ...args] : [name, ...args]
}

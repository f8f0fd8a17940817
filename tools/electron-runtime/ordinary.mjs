import { access, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { executablePath } from './state.mjs'

/** The time limit of the download: 120 MB at 400 kB/s. */
export const ordinarySeconds = 300

/**
 * Runs the installer of the `electron` package in a staging folder, so that an interruption leaves
 * no partial runtime. Returns the finished `dist` folder; throws the installer's error.
 * @param {import('./world.mjs').World} world
 * @param {string} staging
 */
export async function installOrdinary(world, staging) {
  const copy = join(staging, 'ordinary')
  await copyPackage(world.electron, copy)
  await world.run(process.execPath, [join(copy, 'install.js')], { seconds: ordinarySeconds })
  const dist = join(copy, 'dist')
  await access(join(dist, executablePath(world.platform)))
  return dist
}

/**
 * Copies the files of the package, which has no subfolders of its own. Leaves out `path.txt`, which
 * the installer writes last.
 * @param {string} from
 * @param {string} to
 */
async function copyPackage(from, to) {
  await mkdir(to)
  const entries = await readdir(from, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'path.txt')
  for (const { name } of files) await copyFile(join(from, name), join(to, name))
}

/**
 * The download host that the environment names, under the variables that the installer reads.
 * @param {NodeJS.ProcessEnv} env
 */
export function mirrorOf(env) {
  return env['npm_config_electron_mirror'] ?? env['ELECTRON_MIRROR'] ?? ''
}

import { access, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { executablePath } from './state.mjs'

/** A download that takes longer than this is given up: 120 MB at 400 kB/s. */
export const ordinarySeconds = 300

/**
 * Runs the installer of the `electron` package in a staging folder, so that an interruption leaves no half a runtime
 * behind. Returns the finished `dist` folder; throws what the installer said.
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
 * The package is flat. `path.txt` is not part of it: the installer writes it last.
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
 * The download host that the environment names, in the spellings that the installer reads.
 * @param {NodeJS.ProcessEnv} env
 */
export function mirrorOf(env) {
  return env['npm_config_electron_mirror'] ?? env['ELECTRON_MIRROR'] ?? ''
}

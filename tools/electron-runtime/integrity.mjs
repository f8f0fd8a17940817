import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** The bytes differ from the pinned ones. Never retried. */
export class IntegrityError extends Error {}

/**
 * Throws an IntegrityError unless the file has the given integrity (`sha512-<base64>`).
 * @param {string} file
 * @param {string} integrity
 */
export async function checkIntegrity(file, integrity) {
  const algorithm = integrity.slice(0, integrity.indexOf('-'))
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  const actual = `${algorithm}-${hash.digest('base64')}`
  if (actual !== integrity) throw new IntegrityError(`integrity mismatch: expected ${integrity}, found ${actual}`)
}

/**
 * Writes a stream to a file and throws an IntegrityError if the bytes differ from the pinned ones.
 * @param {NodeJS.ReadableStream} source
 * @param {string} target
 * @param {import('./pins.mjs').PinnedFile} pinned
 * @param {number} mode
 * @param {(bytes: number) => void} [progress] called with the bytes of each chunk
 */
export async function writeVerified(source, target, pinned, mode, progress = () => {}) {
  await mkdir(dirname(target), { recursive: true })
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk)
      progress(chunk.length)
      done(null, chunk)
    },
  })
  await pipeline(source, hashing, createWriteStream(target))
  if (hash.digest('hex') !== pinned.sha256) throw new IntegrityError(`integrity mismatch in ${target}`)
  await chmod(target, mode)
}

/**
 * Copies exactly the pinned files. Throws if one is missing or different.
 * @param {string} from
 * @param {string} to
 * @param {import('./pins.mjs').Pins['files']} files
 */
export async function copyVerified(from, to, files) {
  for (const [name, pinned] of files) {
    const source = join(from, name)
    const { mode } = await stat(source)
    await writeVerified(createReadStream(source, { highWaterMark: 1 << 20 }), join(to, name), pinned, mode & 0o755)
  }
}

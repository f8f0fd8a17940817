import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const installers = new Set(['.deb', '.gz', '.AppImage', '.exe', '.dmg'])

/**
 * Writes SHA256SUMS for the installers in a folder, in the format of `sha256sum --check`. Returns
 * their names.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function writeChecksums(folder) {
  const names = (await readdir(folder)).filter((name) => installers.has(extname(name))).sort()
  let lines = ''
  for (const name of names) lines += `${await sha256(join(folder, name))}  ${name}\n`
  await writeFile(join(folder, 'SHA256SUMS'), lines)
  return names
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = '.staging-'

/**
 * Runs `work` in a new folder beside the place where its result belongs (same file system, so that the last step can
 * be a rename), and removes the folder afterwards. Folders of runs that were killed are removed first.
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inStaging(parent, work) {
  await mkdir(parent, { recursive: true })
  await sweep(parent)
  const folder = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string} parent */
async function sweep(parent) {
  const names = await readdir(parent)
  for (const name of names.filter((name) => name.startsWith(PREFIX) && !isAlive(ownerOf(name))))
    await rm(join(parent, name), { recursive: true, force: true })
}

/** @param {string} name */
const ownerOf = (name) => Number.parseInt(name.slice(PREFIX.length), 10)

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * In containers the dead are often not buried: their id stays taken.
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

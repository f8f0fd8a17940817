import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = '.staging-'

/**
 * Runs `work` in a new folder in `parent` and then removes the folder. It is on the same file
 * system as the target, so the last step can be a rename. Removes the folders of killed runs first.
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inStaging(parent, work) {
  await mkdir(parent, { recursive: true })
  await removeStale(parent)
  const folder = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string} parent */
async function removeStale(parent) {
  const names = await readdir(parent)
  for (const name of names.filter((name) => name.startsWith(PREFIX) && !isAlive(pidOf(name))))
    await rm(join(parent, name), { recursive: true, force: true })
}

/** @param {string} name */
const pidOf = (name) => Number.parseInt(name.slice(PREFIX.length), 10)

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // EPERM: it runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Containers often do not reap ended processes, whose ids stay in use.
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runCommand } from '../../run-command.mjs'
import { controlFile } from './control.mjs'

/**
 * Lays the package out in a folder and lets dpkg-deb make a file of it. Everything in it belongs to root, whoever
 * builds it, and is readable by all, whatever this shell's umask is.
 * @param {import('./arguments.mjs').Order} order
 * @param {string} staging an empty folder
 */
export async function makeDeb(order, staging) {
  for (const entry of order.entries) await place(entry, staging)
  const files = await filesIn(staging)
  const kilobytes = files.reduce((sum, { bytes }) => sum + Math.ceil(bytes / 1024), 0)
  await mkdir(join(staging, 'DEBIAN'))
  await writeFile(join(staging, 'DEBIAN/control'), controlFile(order, kilobytes))
  await writeFile(join(staging, 'DEBIAN/md5sums'), await md5sums(staging, files))
  await script(order.options.get('after-install'), join(staging, 'DEBIAN/postinst'))
  await script(order.options.get('after-remove'), join(staging, 'DEBIAN/postrm'))
  await runCommand('chmod', ['-R', 'u=rwX,go=rX', staging])
  const args = ['--root-owner-group', ...compression(order.options.get('deb-compression')), '--build', staging]
  await runCommand('dpkg-deb', [...args, order.options.get('package') ?? ''])
}

/**
 * A target that ends in .gz is compressed on the way, without the time in it, so that the same input gives the same file.
 * @param {import('./arguments.mjs').Entry} entry
 * @param {string} staging
 */
async function place({ from, to }, staging) {
  const target = join(staging, to)
  await mkdir(dirname(target), { recursive: true })
  if (to.endsWith('.gz')) await writeFile(target, gzipSync(await readFile(from), { level: 9 }))
  else await cp(from, target, { recursive: true, verbatimSymlinks: true })
}

/**
 * The files under a folder, in an order that does not depend on the disk.
 * @param {string} folder
 */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(paths.sort().map(async (path) => ({ path, bytes: (await stat(path)).size })))
}

/**
 * What `dpkg --verify` compares the installed files with.
 * @param {string} staging
 * @param {{ path: string }[]} files
 */
async function md5sums(staging, files) {
  let lines = ''
  for (const { path } of files) {
    const sum = createHash('md5')
      .update(await readFile(path))
      .digest('hex')
    lines += `${sum}  ${relative(staging, path)}\n`
  }
  return lines
}

/**
 * @param {string | undefined} source
 * @param {string} target
 */
async function script(source, target) {
  if (!source) return
  const text = await readFile(source, 'utf8')
  await writeFile(target, text.endsWith('\n') ? text : `${text}\n`)
  await chmod(target, 0o755)
}

/**
 * gzip is for the tests: a quarter of the time, a third more bytes.
 * @param {string | undefined} name
 */
const compression = (name) => (name === 'gz' ? ['-Zgzip', '-z1'] : ['-Zxz'])

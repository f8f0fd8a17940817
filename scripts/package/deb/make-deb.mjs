import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runCommand } from '../../run-command.mjs'
import { controlFile } from './control.mjs'

/**
 * Builds the package's file tree in `staging` and packs it with dpkg-deb. All files belong to root
 * and are readable by everyone, whatever the user and the umask of the build.
 * @param {import('./arguments.mjs').FpmArguments} parsed
 * @param {string} staging an empty folder
 */
export async function makeDeb(parsed, staging) {
  for (const entry of parsed.entries) await addEntry(entry, staging)
  const files = await filesIn(staging)
  const kilobytes = files.reduce((sum, { bytes }) => sum + Math.ceil(bytes / 1024), 0)
  await mkdir(join(staging, 'DEBIAN'))
  await writeFile(join(staging, 'DEBIAN/control'), controlFile(parsed, kilobytes))
  await writeFile(join(staging, 'DEBIAN/md5sums'), await md5sums(staging, files))
  await addScript(parsed.options.get('after-install'), join(staging, 'DEBIAN/postinst'))
  await addScript(parsed.options.get('after-remove'), join(staging, 'DEBIAN/postrm'))
  await runCommand('chmod', ['-R', 'u=rwX,go=rX', staging])
  const args = ['--root-owner-group', ...compression(parsed.options.get('deb-compression')), '--build', staging]
  await runCommand('dpkg-deb', [...args, parsed.options.get('package') ?? ''])
}

/**
 * Copies an entry. Compresses it if the target ends in .gz, without a timestamp, so that the output
 * is reproducible.
 * @param {import('./arguments.mjs').Entry} entry
 * @param {string} staging
 */
async function addEntry({ from, to }, staging) {
  const target = join(staging, to)
  await mkdir(dirname(target), { recursive: true })
  if (to.endsWith('.gz')) await writeFile(target, gzipSync(await readFile(from), { level: 9 }))
  else await cp(from, target, { recursive: true, verbatimSymlinks: true })
}

/**
 * The files under a folder, sorted, because the order of a directory differs between disks.
 * @param {string} folder
 */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(paths.sort().map(async (path) => ({ path, bytes: (await stat(path)).size })))
}

/**
 * The text of DEBIAN/md5sums, which `dpkg --verify` checks the installed files against.
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
async function addScript(source, target) {
  if (!source) return
  const text = await readFile(source, 'utf8')
  await writeFile(target, text.endsWith('\n') ? text : `${text}\n`)
  await chmod(target, 0o755)
}

/**
 * gzip is for the tests: it takes a quarter of the time and makes the file a third larger.
 * @param {string | undefined} name
 */
const compression = (name) => (name === 'gz' ? ['-Zgzip', '-z1'] : ['-Zxz'])

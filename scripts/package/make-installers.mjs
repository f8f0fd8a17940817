import { build } from 'electron-builder'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installers } from '../../electron-builder.config.mjs'
import { projectRoot } from '../project.mjs'
import { debianChangelog } from './changelog.mjs'
import { writeChecksums } from './checksums.mjs'
import { readManifest, versionOf } from './facts.mjs'
import { packageLicences } from './licences.mjs'
import { packPortable } from './portable.mjs'

/**
 * Builds the installers that this system can build from the app in `out/`, and writes SHA256SUMS.
 * Returns the file names.
 * @param {object} options
 * @param {string} options.version
 * @param {import('./facts.mjs').Runtime} options.runtime
 * @param {string} options.output is emptied first
 * @param {Date} options.date of the sources, for reproducible files
 * @param {boolean} [options.quick] use fast compression
 * @param {boolean} [options.appImage] also build an AppImage, on Linux; downloads from GitHub
 * @param {boolean} [options.portable]
 */
export async function makeInstallers(options) {
  const { runtime, output, date, quick = false, appImage = false, portable = process.platform === 'linux' } = options
  const version = versionOf(options.version, runtime)
  await rm(output, { recursive: true, force: true })
  const documents = await writeDocuments(join(output, 'documents'), version, date)

  process.env['SOURCE_DATE_EPOCH'] = String(date.getTime() / 1000)
  process.env['CUSTOM_FPM_PATH'] = join(import.meta.dirname, 'deb/fpm.mjs')
  await build({
    projectDir: projectRoot,
    config: installers({ version, runtime, output, quick, documents }),
    ...(appImage ? { linux: ['dir', 'deb', 'AppImage'] } : {}),
    publish: 'never',
  })
  for (const [folder, arch] of portable ? Object.entries(unpackedFolders) : []) {
    const unpacked = join(output, folder)
    if (!existsSync(unpacked)) continue
    const name = `latchkey-${version}-linux-${arch}`
    await packPortable({ unpacked, archive: join(output, `${name}.tar.gz`), name, date, quick })
  }
  for (const name of ['documents', 'builder-debug.yml']) await rm(join(output, name), { recursive: true, force: true })
  return writeChecksums(output)
}

/** electron-builder names the folder of the machine's own processor without it. */
const unpackedFolders = {
  'linux-unpacked': process.arch,
  'linux-x64-unpacked': 'x64',
  'linux-arm64-unpacked': 'arm64',
}

/**
 * Writes the documents that are generated for each package.
 * @param {string} folder
 * @param {string} version
 * @param {Date} date
 */
async function writeDocuments(folder, version, date) {
  const { author } = readManifest()
  const maintainer = `${author.name} <${author.email}>`
  const changes = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8')
  const documents = { licences: join(folder, 'licences.txt'), changelog: join(folder, 'changelog') }
  await mkdir(folder, { recursive: true })
  await writeFile(documents.licences, packageLicences())
  await writeFile(documents.changelog, debianChangelog(changes, { name: 'latchkey', version, maintainer, date }))
  return documents
}

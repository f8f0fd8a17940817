/**
 * `npm run dist`: builds the installers for this system in dist/, with SHA256SUMS, and prints their
 * sizes.
 * Usage: node scripts/package/dist.mjs [--release] [--appimage]
 *   --release   refuse to make a development build
 *   --appimage  also build an AppImage (Linux; electron-builder downloads its runtime from GitHub)
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runInForeground } from '../foreground.mjs'
import { reportFailure, ensureRuntime } from '../get-ready.mjs'
import { projectRoot, tool } from '../project.mjs'
import { sourceDate } from './date.mjs'
import { readManifest, runtimeInPlace } from './facts.mjs'
import { makeInstallers } from './make-installers.mjs'
import { placeholders } from './placeholders.mjs'
import { partsOf, table } from './sizes.mjs'

await dist(readOptions()).catch(reportFailure)

function readOptions() {
  return parseArgs({ options: { release: { type: 'boolean' }, appimage: { type: 'boolean' } } }).values
}

/** @param {{ release?: boolean, appimage?: boolean }} options */
async function dist({ release = false, appimage = false }) {
  await ensureRuntime()
  const runtime = runtimeInPlace()
  if (runtime.development) announce(runtime, release)
  if (release) refusePlaceholders()
  const code = await runInForeground([...tool('electron-vite'), 'build', '--logLevel', 'warn'], { cwd: projectRoot })
  if (code !== 0) throw new Error('Latchkey could not be built.')

  const output = join(projectRoot, 'dist')
  const { version } = readManifest()
  const date = await sourceDate()
  report(output, await makeInstallers({ version, runtime, output, date, appImage: appimage }))
}

/** Refuses to make a release that contains a placeholder address. Other builds may contain one. */
function refusePlaceholders() {
  const found = placeholders(projectRoot)
  if (found.length > 0) throw new Error(`Replace these placeholders before a release:\n${found.join('\n')}`)
}

/**
 * @param {import('./facts.mjs').Runtime} runtime
 * @param {boolean} release
 */
function announce({ version }, release) {
  const what = `Electron ${version} is not the runtime that ships`
  if (release) throw new Error(`${what}: nothing made from it is published.`)
  console.log(`${what}: this makes a development build, for testing only.`)
}

/**
 * @param {string} output
 * @param {string[]} names
 */
function report(output, names) {
  console.log('\nIn dist/, with SHA256SUMS:')
  for (const name of names) console.log(`${megabytes(join(output, name))}  ${name}`)
  const unpacked = join(output, 'linux-unpacked')
  if (existsSync(unpacked)) console.log(`\nContents of linux-unpacked/:\n${table(partsOf(unpacked))}`)
  console.log(`\nNot built here: ${notBuiltOn(process.platform)}.`)
}

/** @param {string} platform */
function notBuiltOn(platform) {
  const linux = 'the Linux packages (on Linux)'
  const windows = 'the Windows installer (on Windows)'
  const mac = 'the macOS images (on a Mac)'
  if (platform === 'win32') return `${linux}, ${mac}`
  if (platform === 'darwin') return `${linux}, ${windows}`
  return `the AppImage (use --appimage, which downloads its runtime), ${windows}, ${mac}`
}

/** @param {string} file */
function megabytes(file) {
  return `${(statSync(file).size / 1e6).toFixed(1).padStart(8)} MB`
}

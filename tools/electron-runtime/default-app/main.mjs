/**
 * The `default_app.asar` of the fallback runtime, which lets `electron <folder>` open an unpackaged
 * app. It is an ES module that awaits the app's main file, because Electron delays `ready` until
 * then. Otherwise `ready` could fire before the app calls `registerSchemesAsPrivileged`.
 */
import * as electron from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readArguments } from './arguments.mjs'

// The published types omit what only a default app uses.
const app = /** @type {electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
  electron.app
)
const preloader = /** @type {{ _preloadModules(names: string[]): void }} */ (/** @type {unknown} */ (Module))

try {
  // A copy, because a preloaded module may shorten process.argv (Playwright's does).
  const request = readArguments(process.argv.slice(1))
  if (request.version) finish(`v${process.versions.electron}`, 0)
  else if (request.app === null) finish('Usage: electron [-r <module>] [switches] <folder or file of an app>', 1)
  else {
    if (request.preload.length > 0) preloader._preloadModules(request.preload)
    await open(resolve(request.app))
  }
} catch (error) {
  console.error('The app could not be loaded:', error)
  app.exit(1)
}

/**
 * @param {string} line
 * @param {number} code
 */
function finish(line, code) {
  console.log(line)
  app.exit(code)
}

/** @param {string} path */
async function open(path) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const main = createRequire(import.meta.url).resolve(path)
  const manifest = readManifest(path)
  const name = manifest.productName ?? manifest.name
  if (name) app.name = name
  if (manifest.version) app.setVersion(manifest.version)
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(main === path ? dirname(path) : path)
  await import(pathToFileURL(main).href)
}

/**
 * @param {string} folder
 * @returns {{ name?: string, productName?: string, version?: string, desktopName?: string }}
 */
function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch (error) {
    // A file, or a folder with an index.js, needs no manifest. An invalid manifest is an error.
    if (error instanceof SyntaxError) throw error
    return {}
  }
}

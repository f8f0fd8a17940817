import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { notePath } from './state.mjs'

/**
 * Completes the fallback's files with what `electron <folder>` and Playwright need: the fuses of a
 * development build, a default app, the version, and our note.
 * @param {string} dist
 * @param {import('./pins.mjs').Pins} pins
 * @param {import('./state.mjs').Note} note
 */
export async function completeRuntime(dist, pins, note) {
  await setFuses(join(dist, 'electron'))
  await addDefaultApp(dist)
  await writeFile(join(dist, 'version'), pins.version)
  await writeFile(notePath(dist), JSON.stringify(note))
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot belongs to Cypress and is not among our files.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/** @param {string} dist */
async function addDefaultApp(dist) {
  const { default: asar } = await import('@electron/asar')
  await mkdir(join(dist, 'resources'), { recursive: true })
  const source = fileURLToPath(new URL('default-app', import.meta.url))
  await asar.createPackage(source, join(dist, 'resources/default_app.asar'))
}

import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../../scripts/run-command.mjs'
import { temporaryFolder } from './temporary-folder'

test('without tools/, the app uses the runtime that Electron itself installed', async () => {
  const project = temporaryFolder()
  const electron = join(project, 'node_modules/electron')
  cpSync('scripts', join(project, 'scripts'), { recursive: true })
  mkdirSync(electron, { recursive: true })
  symlinkSync(resolve('node_modules/execa'), join(project, 'node_modules/execa'))
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(electron, 'package.json'), '{ "main": "index.js", "type": "commonjs" }')
  writeFileSync(join(electron, 'index.js'), "module.exports = '/its/own/electron'")

  // The modules that `npm start` loads before it opens the window.
  const start = `
    import './scripts/display.mjs'
    import './scripts/foreground.mjs'
    import { getReady } from './scripts/get-ready.mjs'
    process.stdout.write(await getReady({ display: true }))`
  const printed = await runCommand(process.execPath, ['--input-type=module', '--eval', start], { cwd: project })
  expect(printed).toBe('/its/own/electron')
})

/**
 * Runs inside Electron: opens a contender and prints when it became usable. Times both contenders
 * the same way, from the spawn of the process to a heading on a painted page.
 * Usage: electron bench/startup-window.mjs bare|latchkey (started by bench/startup.mjs)
 */
import { app, BrowserWindow } from 'electron'
import { writeSync } from 'node:fs'
import { join } from 'node:path'

const heading = `new Promise((resolve) => {
  const check = () => document.querySelector('h1') ? requestAnimationFrame(() => resolve(true)) : setTimeout(check, 2)
  check()
})`

app.on('browser-window-created', (_event, window) => {
  window.once('ready-to-show', async () => {
    await window.webContents.executeJavaScript(heading)
    writeSync(1, `usable ${Date.now() - Number(process.env['BENCH_STARTED'])}\n`)
  })
})

if (process.argv.includes('latchkey')) await import(String(new URL('../out/main/index.js', import.meta.url)))
else void app.whenReady().then(openBareWindow)

/** The smallest Electron app: one sandboxed window with one line of text. */
async function openBareWindow() {
  const window = new BrowserWindow({ width: 960, height: 720, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  await window.loadFile(join(import.meta.dirname, 'startup-bare.html'))
}

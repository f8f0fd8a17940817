/**
 * Renders build/icon.svg at every size that a system asks for. The images are in git, because a
 * machine that builds packages may have no display.
 * Usage: electron build/render-icons.mjs
 */
import { app, BrowserWindow } from 'electron'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const folder = join(import.meta.dirname, 'icons')

// Not awaited: Electron becomes ready only after this module has run.
void app.whenReady().then(render)

async function render() {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  await window.loadURL('data:text/html,<title>icon</title>')
  mkdirSync(folder, { recursive: true })
  for (const size of sizes) writeFileSync(join(folder, `${size}x${size}.png`), await draw(window, size))
  app.quit()
}

/**
 * @param {BrowserWindow} window
 * @param {number} size
 */
async function draw(window, size) {
  const svg = readFileSync(join(import.meta.dirname, 'icon.svg'))
  const source = `data:image/svg+xml;base64,${svg.toString('base64')}`
  /** @type {string} */
  const png = await window.webContents.executeJavaScript(`(async () => {
    const image = new Image(${size}, ${size})
    image.src = ${JSON.stringify(source)}
    await image.decode()
    const canvas = new OffscreenCanvas(${size}, ${size})
    canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size})
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })()`)
  return Buffer.from(png, 'base64')
}

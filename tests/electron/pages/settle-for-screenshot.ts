import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../fonts')
const fonts = { 'Test Sans': 'Inter.woff2', 'Test Mono': 'JetBrainsMono.woff2' } as const

/**
 * Puts the tests' own fonts in the place of the system's and takes the scroll bars away, so that a picture looks the
 * same on every machine. Neither a font file nor a style element is loaded: the content policy stays as it is.
 */
export async function settleForScreenshot(page: Page): Promise<void> {
  const bytes = Object.entries(fonts).map(([family, file]) => [family, readFileSync(join(folder, file), 'base64')])
  await page.context().addInitScript(dress, bytes)
  await page.evaluate(dress, bytes)
  await page.evaluate(() => document.fonts.ready)
}

/** Runs in the page, also before each later document is parsed. */
function dress(bytes: string[][]): void {
  for (const [family = '', base64 = ''] of bytes) {
    const font = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const face = new FontFace(family, font, { weight: '400 700' })
    document.fonts.add(face)
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(":root { --font: 'Test Sans'; --font-mono: 'Test Mono'; } * { scrollbar-width: none; }")
  document.adoptedStyleSheets.push(sheet)
}

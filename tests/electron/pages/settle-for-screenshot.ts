import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../fonts')
const fonts = { 'Test Sans': 'Inter.woff2', 'Test Mono': 'JetBrainsMono.woff2' } as const

/**
 * Replaces the system fonts with the fonts of the tests and hides the scroll bars, so that a
 * screenshot is the same on every machine. It loads no font file and adds no style element, so the
 * content security policy need not be relaxed.
 */
export async function settleForScreenshot(page: Page): Promise<void> {
  const bytes = Object.entries(fonts).map(([family, file]) => [family, readFileSync(join(folder, file), 'base64')])
  await page.context().addInitScript(applyTestStyle, bytes)
  await page.evaluate(applyTestStyle, bytes)
  await page.evaluate(() => document.fonts.ready)
}

/** Runs in the page now, and before the scripts of each later document. */
function applyTestStyle(bytes: string[][]): void {
  for (const [family = '', base64 = ''] of bytes) {
    const font = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const face = new FontFace(family, font, { weight: '400 700' })
    document.fonts.add(face)
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(":root { --font: 'Test Sans'; --font-mono: 'Test Mono'; } * { scrollbar-width: none; }")
  document.adoptedStyleSheets.push(sheet)
}

import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** Where the pictures go; ignored by git. */
export const album = resolve('artifacts/tour')

/** The window as it opens, and the narrowest it is made for. */
export const sizes = { wide: { width: 960, height: 720 }, narrow: { width: 360, height: 640 } } as const

/** The whole screen, however long; a dialog as it stands over the window. */
export async function photograph(page: Page, path: string): Promise<void> {
  const hasDialog = (await page.locator('dialog[open]').count()) > 0
  await page.screenshot({ path, fullPage: !hasDialog, animations: 'disabled' })
}

/** One page to look through all pictures that are there by now. */
export function writeIndex(): void {
  mkdirSync(album, { recursive: true })
  const pictures = readdirSync(album, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.png'))
  const folders = new Map<string, string[]>()
  for (const picture of pictures.sort()) {
    const folder = relative(album, join(album, picture, '..')) || 'the main job'
    folders.set(folder, [...(folders.get(folder) ?? []), picture])
  }
  const chapters = [...folders].map(([folder, files]) => `<h2>${folder}</h2><div>${files.map(figure).join('')}</div>`)
  writeFileSync(join(album, 'index.html'), `${head}${chapters.join('\n')}`)
}

const figure = (file: string) =>
  `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${file}</figcaption></figure>`

const head = `<!doctype html><meta charset="utf-8"><title>Latchkey: every screen</title>
<style>
  body { font: 14px system-ui; margin: 24px; background: #777; color: #fff }
  div { display: flex; flex-wrap: wrap; gap: 16px; align-items: start }
  figure { margin: 0 } img { display: block; max-width: 480px; max-height: 600px }
</style>
<h1>Latchkey: every screen</h1>
`

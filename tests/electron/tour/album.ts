import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** The folder of the pictures; git ignores it. */
export const tourFolder = resolve('artifacts/tour')

/** The default size of the window, and the smallest supported width. */
export const sizes = { wide: { width: 960, height: 720 }, narrow: { width: 360, height: 640 } } as const

/** Takes the whole page, however long. With an open dialog it takes the window only. */
export async function takePicture(page: Page, path: string): Promise<void> {
  const hasDialog = (await page.locator('dialog[open]').count()) > 0
  await page.screenshot({ path, fullPage: !hasDialog, animations: 'disabled' })
}

/** Writes a page that shows all existing pictures. */
export function writeIndex(): void {
  mkdirSync(tourFolder, { recursive: true })
  const pictures = readdirSync(tourFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.png'),
  )
  const folders = new Map<string, string[]>()
  for (const picture of pictures.sort()) {
    const folder = relative(tourFolder, join(tourFolder, picture, '..')) || 'the main job'
    folders.set(folder, [...(folders.get(folder) ?? []), picture])
  }
  const chapters = [...folders].map(([folder, files]) => `<h2>${folder}</h2><div>${files.map(figure).join('')}</div>`)
  writeFileSync(join(tourFolder, 'index.html'), `${head}${chapters.join('\n')}`)
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

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../fixtures'
import { everyState } from '../pages/every-state'
import { settleForScreenshot } from '../pages/settle-for-screenshot'
import type { Language } from '../pages/words'
import { tourFolder, takePicture, sizes, writeIndex } from './album'

const variants = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'fr', theme: 'light' },
  { language: 'fr', theme: 'dark' },
] as const satisfies { language: Language; theme: string }[]

for (const { language, theme } of variants) {
  test(`takes a picture of every screen in every state: ${language}, ${theme}`, async ({ launch }) => {
    const latchkey = await launch({ env: { LANGUAGE: language } })
    const { page } = latchkey
    await settleForScreenshot(page)
    await latchkey.desktop.changeSettings({ theme })
    const folder = join(tourFolder, `${language}-${theme}`)
    rmSync(folder, { recursive: true, force: true })

    await everyState(latchkey, language, async (name) => {
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        await takePicture(page, join(folder, `${name}.${size}.png`))
      }
      await page.setViewportSize(sizes.wide)
    })
    writeIndex()
  })
}

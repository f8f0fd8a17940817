import { expect, test } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { axeProblems, layoutProblems, type Problems } from '../../electron/acceptance/inspect'
import { everyState } from '../../electron/pages/every-state'
import { removeFolder } from '../../electron/remove-folder'
import type { Latchkey } from '../../electron/latchkey'
import { startInChromium } from './latchkey'

/**
 * The built screens with the real calls behind them, in the Chromium of the system: the milestone
 * that ships with the app is newer than the runtime that the other tests start.
 */
const executablePath = process.env['LATCHKEY_CHROMIUM'] ?? ''
const widths = [320, 360, 600, 900, 1200]

for (const [language, theme] of [
  ['en', 'light'],
  ['fr', 'dark'],
  ['en', 'dark'],
  ['fr', 'light'],
] as const) {
  test(`every screen and state passes axe and fits at every width: ${language}, ${theme}`, async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'latchkey-lane-'))
    const problems: Problems = []
    const latchkey = await startInChromium({ executablePath, dataFolder, language }, problems)
    try {
      console.log(`Chromium ${latchkey.browserVersion}`)
      await latchkey.desktop.changeSettings({ theme })
      await everyState(latchkey as unknown as Latchkey, language, async (state) => {
        const found = await axeProblems(latchkey.page)
        for (const width of language === 'fr' ? widths : []) {
          found.push(...(await layoutProblems(latchkey.page, { width, height: 720 })))
        }
        problems.push(...found.map((problem) => `${state}: ${problem}`))
        await latchkey.page.setViewportSize({ width: 960, height: 720 })
      })
    } finally {
      await latchkey.close()
      await removeFolder(dataFolder)
    }
    expect(problems).toEqual([])
  })
}

import type { Page } from '@playwright/test'
import { expect, test, type Latchkey } from '../fixtures'
import { everyState } from '../pages/every-state'
import type { Language } from '../pages/words'
import {
  axeProblems,
  forcedColourProblems,
  layoutProblems,
  liveRegions,
  motionProblems,
  smallTargets,
  type Problems,
} from './inspect'
import { tabProblems } from './tab-order'

/**
 * One launch walks every screen in every state. Each look is inspected by axe; what does not depend on colours is looked
 * at in one of the two themes only. `npm test` walks each language and each theme once, `npm run test:looks` the other
 * two pairs as well.
 */
type Look = { language: Language; theme: 'light' | 'dark'; inspect?: (latchkey: Latchkey) => Promise<Problems> }

const wide = { width: 960, height: 720 }
const narrow = { width: 360, height: 640 }

const looks: Look[] = [
  {
    language: 'en',
    theme: 'light',
    inspect: async (latchkey) => [...(await media(latchkey)), ...(await tabbing(latchkey.page, wide))],
  },
  { language: 'fr', theme: 'dark', inspect: layout },
  { language: 'fr', theme: 'light', inspect: ({ page }) => tabbing(page, narrow) },
  { language: 'en', theme: 'dark' },
]

for (const { language, theme, inspect } of looks) {
  test(`every screen and state can be used by everybody: ${language}, ${theme}`, async ({ launch }) => {
    test.setTimeout(480_000)
    const latchkey = await launch({ env: { LANGUAGE: language } })
    await latchkey.desktop.changeSettings({ theme })
    const found: Problems = []
    await everyState(latchkey, language, async (state) => {
      const problems = [...(await axeProblems(latchkey.page)), ...((await inspect?.(latchkey)) ?? [])]
      found.push(...problems.map((problem) => `${state}: ${problem}`))
      await latchkey.page.setViewportSize(wide)
    })
    expect(found).toEqual([])
  })
}

/** Nobody hears more than the two voices, nobody's finger is too thick, nothing is told by a background or a movement alone. */
async function media({ page }: Latchkey): Promise<Problems> {
  const regions = (await liveRegions(page)).join()
  const voices = regions === 'live-polite,live-assertive' ? [] : [`live regions: ${regions}`]
  return [
    ...voices,
    ...(await smallTargets(page)),
    ...(await forcedColourProblems(page)),
    ...(await motionProblems(page)),
  ]
}

/** French, whose words are the longest: every width, and 200 % in a window of 720 px. */
async function layout({ page, desktop }: Latchkey): Promise<Problems> {
  const problems: Problems = []
  for (const width of [320, 360, 600, 900, 1200]) problems.push(...(await layoutProblems(page, { width, height: 720 })))
  await desktop.changeSettings({ zoomPercent: 200 })
  const zoomed = await layoutProblems(page, { width: 720, height: 720 })
  await desktop.changeSettings({ zoomPercent: 100 })
  return [...problems, ...zoomed.map((problem) => `at 200 %, ${problem}`)]
}

async function tabbing(page: Page, viewport: typeof wide): Promise<Problems> {
  await page.setViewportSize(viewport)
  return tabProblems(page)
}

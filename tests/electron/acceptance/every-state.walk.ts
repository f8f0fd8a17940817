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
 * One run of the app visits every screen in every state. Axe inspects each variant. Checks that do
 * not depend on colours run in one of the two themes only. `npm run test:long` covers each language
 * and each theme once, `npm run test:looks` the other two combinations.
 */
type Variant = { language: Language; theme: 'light' | 'dark'; inspect?: (latchkey: Latchkey) => Promise<Problems> }

const wide = { width: 960, height: 720 }
const narrow = { width: 360, height: 640 }

const variants: Variant[] = [
  {
    language: 'en',
    theme: 'light',
    inspect: async (latchkey) => [
      ...(await mediaAndTargetProblems(latchkey)),
      ...(await tabProblemsAt(latchkey.page, wide)),
    ],
  },
  { language: 'fr', theme: 'dark', inspect: layoutProblemsAtEveryWidth },
  { language: 'fr', theme: 'light', inspect: ({ page }) => tabProblemsAt(page, narrow) },
  { language: 'en', theme: 'dark' },
]

for (const { language, theme, inspect } of variants) {
  test(`every screen and state is accessible: ${language}, ${theme}`, async ({ launch }) => {
    test.setTimeout(1_200_000)
    const latchkey = await launch({ env: { LANGUAGE: language } })
    await latchkey.desktop.changeSettings({ theme })
    const allProblems: Problems = []
    await everyState(latchkey, language, async (state) => {
      const problems = [...(await axeProblems(latchkey.page)), ...((await inspect?.(latchkey)) ?? [])]
      allProblems.push(...problems.map((problem) => `${state}: ${problem}`))
      await latchkey.page.setViewportSize(wide)
    })
    expect(allProblems).toEqual([])
  })
}

/** Exactly the two live regions, targets of sufficient size, forced colours and reduced motion. */
async function mediaAndTargetProblems({ page }: Latchkey): Promise<Problems> {
  const regions = (await liveRegions(page)).join()
  const regionProblems = regions === 'live-polite,live-assertive' ? [] : [`live regions: ${regions}`]
  return [
    ...regionProblems,
    ...(await smallTargets(page)),
    ...(await forcedColourProblems(page)),
    ...(await motionProblems(page)),
  ]
}

/**
 * Every width, and 200 % zoom in a window of 720 px. Run in French, whose texts are the longest.
 */
async function layoutProblemsAtEveryWidth({ page, desktop }: Latchkey): Promise<Problems> {
  const problems: Problems = []
  for (const width of [320, 360, 600, 900, 1200]) problems.push(...(await layoutProblems(page, { width, height: 720 })))
  await desktop.changeSettings({ zoomPercent: 200 })
  const zoomed = await layoutProblems(page, { width: 720, height: 720 })
  await desktop.changeSettings({ zoomPercent: 100 })
  return [...problems, ...zoomed.map((problem) => `at 200 %, ${problem}`)]
}

async function tabProblemsAt(page: Page, viewport: typeof wide): Promise<Problems> {
  await page.setViewportSize(viewport)
  return tabProblems(page)
}

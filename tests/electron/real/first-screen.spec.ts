import type { Request } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { firstScreenMaxBytes } from '../../../scripts/first-screen'
import { expect, test } from '../fixtures'

for (const language of ['en', 'fr'] as const) {
  test(`loads no more than the size limit and only one language before the first screen: ${language}`, async ({
    shared: { desktop, page },
  }) => {
    await desktop.changeSettings({ language })
    const requests: Request[] = []
    page.on('requestfinished', (request) => requests.push(request))
    const mark = await page.addInitScript(markFirstScreen)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    const [startedAt, shownAt] = await page.evaluate(() => {
      const { timeOrigin } = performance
      return [timeOrigin, timeOrigin + (performance.getEntriesByName('first screen')[0]?.startTime ?? 0)] as const
    })
    await mark.dispose()
    // Requests of the previous document may finish in this one. They are for the same files.
    const finished = requests
      .filter((request) => request.timing().startTime >= startedAt - 50 && request.timing().startTime < shownAt)
      .map((request) => basename(new URL(request.url()).pathname))
      .filter((file) => file.endsWith('.js'))
    const loaded = [...new Set(finished)]
    expect(loaded.filter((file) => /^(en|fr)-/.test(file)).map((file) => file.slice(0, 2))).toEqual([language])
    const bytes = loaded.map((file) => gzipSync(readFileSync(join('out/renderer/assets', file))).length)
    const sum = bytes.reduce((one, other) => one + other, 0)
    expect(sum).toBeGreaterThan(50_000)
    expect(sum).toBeLessThanOrEqual(firstScreenMaxBytes)
  })
}

/** Runs in the page before its own scripts. */
function markFirstScreen(): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('h1')) return
    watch.disconnect()
    performance.mark('first screen')
  })
  watch.observe(document, { childList: true, subtree: true })
}

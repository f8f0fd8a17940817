import type { Page } from '@playwright/test'

/**
 * Records each announcement of the two live regions from now on. Returns a function that reads
 * them, oldest first.
 */
export async function recordAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const announcements: string[] = []
    Object.assign(window, { announcements })
    for (const id of ['live-polite', 'live-assertive']) {
      const region = document.getElementById(id)
      if (!region) throw new Error(`No live region ${id}`)
      const write = () => region.textContent !== '' && announcements.push(region.textContent)
      new MutationObserver(write).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
  return () => page.evaluate(() => [...(window as unknown as { announcements: string[] }).announcements])
}

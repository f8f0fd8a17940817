import type { Page } from '@playwright/test'

/** Writes down all that the two live regions say from now on; the answer reads it, oldest first. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    for (const id of ['live-polite', 'live-assertive']) {
      const region = document.getElementById(id)
      if (!region) throw new Error(`there is no ${id}`)
      const write = () => region.textContent !== '' && said.push(region.textContent)
      new MutationObserver(write).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
  return () => page.evaluate(() => [...(window as unknown as { said: string[] }).said])
}

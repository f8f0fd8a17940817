import type { Page } from '@playwright/test'
import { expect } from '../fixtures'

/** Tab until the control of this name has the focus, as somebody does who looks for it. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    if (await isNamed(page, name)) return
  }
  throw new Error(`no way to “${name}” by Tab`)
}

async function isNamed(page: Page, name: string): Promise<boolean> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return false
  return expect(focused)
    .toHaveAccessibleName(name, { timeout: 50 })
    .then(
      () => true,
      () => false,
    )
}

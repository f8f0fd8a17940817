import type { Page } from '@playwright/test'

/** Tab until the control of this name has the focus, as somebody does who looks for it. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await nameOfFocus(page)) === name) return
  }
  throw new Error(`no way to “${name}” by Tab`)
}

/** As a screen reader would say it, asked once and not waited for: what has the focus now is what counts. */
async function nameOfFocus(page: Page): Promise<string | null> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return null
  // YAML: `- button "Log out"`, or `- 'button "Log out: now"'` where a sign of YAML stands in it.
  const [line = ''] = (await focused.ariaSnapshot()).split('\n')
  const plain = line.startsWith("- '") ? line.replaceAll("''", "'") : line
  return /"((?:[^"\\]|\\.)*)"/.exec(plain)?.[1]?.replaceAll('\\"', '"') ?? null
}

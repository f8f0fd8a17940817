import type { Page } from '@playwright/test'

/** Presses Tab, or Shift+Tab, until the control with this accessible name has the focus. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key)
    if ((await nameOfFocus(page)) === name) return
  }
  throw new Error(`${key} does not reach “${name}”`)
}

/**
 * The accessible name of the focused element, read once: a locator that waits would follow later
 * changes of the focus.
 */
async function nameOfFocus(page: Page): Promise<string | null> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return null
  // YAML: `- button "Log out"`, or `- 'button "Log out: now"'` if the name contains a YAML
  // character.
  const [line = ''] = (await focused.ariaSnapshot()).split('\n')
  const plain = line.startsWith("- '") ? line.replaceAll("''", "'") : line
  return /"((?:[^"\\]|\\.)*)"/.exec(plain)?.[1]?.replaceAll('\\"', '"') ?? null
}

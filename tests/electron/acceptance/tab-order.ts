import type { Page } from '@playwright/test'
import type { Problems } from './inspect'

type Stop = {
  what: string
  box: { left: number; right: number; top: number; bottom: number }
  problems: string[]
}

/**
 * Presses Tab from the first control to the last: in reading order, each with a focus ring and in
 * view, without a trap.
 */
export async function tabProblems(page: Page): Promise<Problems> {
  await page.evaluate(focusStart)
  const stops: Stop[] = []
  const expected = await page.evaluate(countStops)
  for (let presses = 0; presses < expected; presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(readFocus)
    if (stop === null || stop === 'again') break
    stops.push(stop)
  }
  await page.evaluate(restoreFocus)
  const order = stops.flatMap((stop, place) => {
    const before = stops[place - 1]
    return before && isBefore(stop.box, before.box) ? [`${stop.what} comes after ${before.what}`] : []
  })
  const missed = stops.length === expected ? [] : [`${stops.length} of ${expected} controls were reached`]
  return [
    ...missed,
    ...order,
    ...stops.flatMap(({ what, problems }) => problems.map((problem) => `${what}: ${problem}`)),
  ]
}

/**
 * Whether `one` precedes `other` in reading order: it ends above it, unless it is in a column to
 * the right of it.
 */
function isBefore(one: Stop['box'], other: Stop['box']): boolean {
  const above = one.bottom <= other.top + 1
  const sameLine = one.top < other.bottom - 1 && other.top < one.bottom - 1
  return (above && one.left < other.right) || (sameLine && one.right <= other.left + 1)
}

function focusStart(): void {
  const previous = document.activeElement
  previous?.setAttribute('data-had-focus', '')
  // A dialog keeps the focus inside; otherwise the order starts at the top of the page.
  const start = document.querySelector('dialog[open]') ?? document.body
  start.setAttribute('tabindex', '-1')
  ;(start as HTMLElement).focus()
  document.getSelection()?.collapse(start, 0)
  start.removeAttribute('tabindex')
  if (document.activeElement !== start) (document.activeElement as HTMLElement | null)?.blur()
}

function countStops(): number {
  const root = document.querySelector('dialog[open]') ?? document
  const all = root.querySelectorAll<HTMLElement>('a[href], button, input:not([hidden]), select, [tabindex="0"]')
  return [...all].filter((one) => one.checkVisibility() && one.tabIndex >= 0).length
}

function readFocus(): Stop | 'again' | null {
  const focus = document.activeElement
  if (!(focus instanceof HTMLElement) || focus === document.body) return null
  if (focus.hasAttribute('data-seen')) return 'again'
  focus.setAttribute('data-seen', '')
  const { left, right, top, bottom } = focus.getBoundingClientRect()
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focus)
  const problems: string[] = []
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2 || /^rgba\(.*, 0\)$/.test(outlineColor))
    problems.push('no ring')
  const tall = bottom - top > innerHeight
  if (left < -0.5 || right > innerWidth + 0.5 || (!tall && (top < -0.5 || bottom > innerHeight + 0.5))) {
    problems.push(`out of sight: ${Math.round(left)} ${Math.round(top)} ${Math.round(right)} ${Math.round(bottom)}`)
  }
  const topmost = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  if (!tall && topmost && !focus.contains(topmost) && !topmost.contains(focus))
    problems.push(`covered by ${topmost.outerHTML.slice(0, 80)}`)
  const scroll = focus.closest('dialog')?.scrollTop ?? scrollY
  const what = (focus.getAttribute('aria-label') ?? focus.getAttribute('name') ?? focus.textContent).trim().slice(0, 40)
  return { what, box: { left, right, top: top + scroll, bottom: bottom + scroll }, problems }
}

function restoreFocus(): void {
  document.querySelectorAll('[data-seen]').forEach((one) => one.removeAttribute('data-seen'))
  const previous = document.querySelector<HTMLElement>('[data-had-focus]')
  previous?.removeAttribute('data-had-focus')
  previous?.focus()
}

import type { Page } from '@playwright/test'
import type { Problems } from './inspect'

type Stop = {
  what: string
  box: { left: number; right: number; top: number; bottom: number }
  problems: string[]
}

/** Tab from the first control to the last: in the order the eye reads, each with its ring and in sight, no trap. */
export async function tabProblems(page: Page): Promise<Problems> {
  await page.evaluate(startAtTheTop)
  const stops: Stop[] = []
  const expected = await page.evaluate(countStops)
  for (let presses = 0; presses < expected; presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(lookAtFocus)
    if (stop === null || stop === 'again') break
    stops.push(stop)
  }
  await page.evaluate(putBack)
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

/** Whether a person reads `one` before `other`: it ends above it, unless it begins a column to the right of it. */
function isBefore(one: Stop['box'], other: Stop['box']): boolean {
  const above = one.bottom <= other.top + 1
  const sameLine = one.top < other.bottom - 1 && other.top < one.bottom - 1
  return (above && one.left < other.right) || (sameLine && one.right <= other.left + 1)
}

function startAtTheTop(): void {
  const had = document.activeElement
  had?.setAttribute('data-had-focus', '')
  // A dialog keeps the focus inside; elsewhere it begins at the first thing of the page.
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

function lookAtFocus(): Stop | 'again' | null {
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
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  if (!tall && there && !focus.contains(there) && !there.contains(focus))
    problems.push(`covered by ${there.outerHTML.slice(0, 80)}`)
  const scroll = focus.closest('dialog')?.scrollTop ?? scrollY
  const what = (focus.getAttribute('aria-label') ?? focus.getAttribute('name') ?? focus.textContent).trim().slice(0, 40)
  return { what, box: { left, right, top: top + scroll, bottom: bottom + scroll }, problems }
}

function putBack(): void {
  document.querySelectorAll('[data-seen]').forEach((one) => one.removeAttribute('data-seen'))
  const had = document.querySelector<HTMLElement>('[data-had-focus]')
  had?.removeAttribute('data-had-focus')
  had?.focus()
}

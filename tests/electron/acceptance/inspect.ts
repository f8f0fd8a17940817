import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What is wrong in what the page shows now: one sentence each, so that a failing test says where to look. */
export type Problems = string[]

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** WCAG 2.5.3: who speaks to the computer says what is written on a button. Axe leaves this rule out unless it is asked for. */
const labelInName = { 'label-content-name-mismatch': { enabled: true } }

/**
 * Axe, without its helper page: Electron opens none. Its half megabyte of source goes over to the page once, not twice
 * a time, and only what it found comes back.
 */
export async function axeProblems(page: Page): Promise<Problems> {
  await settled(page)
  const isThere = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder(isThere ? { page, axeSource: ';' } : { page })
  const { violations } = await axe
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false, rules: labelInName })
    .withTags(rules)
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  )
}

/** Colours on their way from one to the other are nobody's contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(moving.map((one) => one.finished))
  })
}

/** At this width nothing reaches beyond the window and no letter beyond its box, also when somebody reads with more space. */
export async function layoutProblems(page: Page, viewport: { width: number; height: number }): Promise<Problems> {
  await page.setViewportSize(viewport)
  return (await page.evaluate(lookAtLayout)).map((problem) => `at ${viewport.width} px, ${problem}`)
}

function lookAtLayout(): string[] {
  const asItIs = [...sideways(), ...clipped()]
  // WCAG 1.4.12: more space between lines, words, letters and paragraphs.
  const spacing = new CSSStyleSheet()
  spacing.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets.push(spacing)
  const spacedOut = [...sideways(), ...clipped()].map((problem) => `spaced out: ${problem}`)
  document.adoptedStyleSheets.pop()
  return [...asItIs, ...spacedOut]

  /** A dialog may scroll up and down, but not sideways either. */
  function sideways(): string[] {
    const roots = [document.documentElement, ...document.querySelectorAll<HTMLElement>('dialog[open]')]
    return roots
      .filter((root) => root.scrollWidth > root.clientWidth)
      .map((root) => {
        const edge = root.getBoundingClientRect().left + root.clientWidth
        const beyond = [...root.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > edge + 0.5)
        return `wider than the window: ${beyond.at(-1)?.outerHTML.slice(0, 120) ?? root.tagName}`
      })
  }

  function clipped(): string[] {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const problems: string[] = []
    const range = document.createRange()
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const box = text.textContent?.trim() === '' ? null : boxOf(text)
      if (!box) continue
      range.selectNodeContents(text)
      const edges = box.getBoundingClientRect()
      const lines = [...range.getClientRects()]
      if (lines.some((line) => isOutside(line, edges))) problems.push(`text outside its box: ${text.textContent ?? ''}`)
    }
    return problems
  }

  /** The nearest element that is a box of its own; none where the text is for readers only or not shown. */
  function boxOf(text: Node): Element | null {
    const element = text.parentElement
    if (!element?.checkVisibility() || element.closest('.visually-hidden')) return null
    let box: Element | null = element
    while (box && ['inline', 'contents'].includes(getComputedStyle(box).display)) box = box.parentElement
    return box
  }

  function isOutside(line: DOMRect, edges: DOMRect): boolean {
    const middle = (line.top + line.bottom) / 2
    return line.left < edges.left - 1 || line.right > edges.right + 1 || middle < edges.top || middle > edges.bottom
  }
}

/** Every control is 24 by 24 px, or a link within a sentence. */
export function smallTargets(page: Page): Promise<Problems> {
  return page.evaluate((controls) => {
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((control) => control.checkVisibility() && !isOnlyOnFocus(control) && !isInSentence(control))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ control, box }) => `${box.width}×${box.height}: ${control.outerHTML.slice(0, 120)}`)

    /** The way past the header: its size counts when it has the focus. */
    function isOnlyOnFocus(control: HTMLElement) {
      return control.matches('a[href="#main"]:not(:focus)')
    }
    function isInSentence(control: HTMLElement) {
      const around = [...(control.parentElement?.childNodes ?? [])].filter((node) => node !== control)
      return control.matches('a') && around.some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    }
  }, focusable)
}

/** Whatever speaks by itself. */
export function liveRegions(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], output:not([role])',
      ),
    ].map(({ id, tagName }) => id || tagName),
  )
}

/** In forced colours backgrounds are gone: what was told apart by one must have a border, and the focus a colour. */
export async function forcedColourProblems(page: Page): Promise<Problems> {
  await page.evaluate(markSurfaces)
  await page.emulateMedia({ forcedColors: 'active' })
  const problems = await page.evaluate(lookAtBorders)
  await page.emulateMedia({ forcedColors: 'none' })
  return problems
}

/** All that can be pressed or filled, and all that stands out by its background. */
function markSurfaces(): void {
  const canvas = getComputedStyle(document.body).backgroundColor
  for (const one of document.querySelectorAll('header *, main *')) {
    const { backgroundColor } = getComputedStyle(one)
    const standsOut = backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== canvas
    if (standsOut && !one.closest('svg, kbd')) one.setAttribute('data-surface', '')
  }
  for (const one of document.querySelectorAll('button, input, select')) one.setAttribute('data-surface', '')
}

function lookAtBorders(): string[] {
  const isSeen = (width: string, style: string, colour: string) =>
    parseFloat(width) > 0 && style !== 'none' && !/^rgba\(.*, 0\)$/.test(colour)
  const bare = [...document.querySelectorAll('[data-surface]')].filter((one) => {
    const style = getComputedStyle(one)
    const hasBorder = ['top', 'left', 'bottom'].some((side) =>
      isSeen(
        style.getPropertyValue(`border-${side}-width`),
        style.getPropertyValue(`border-${side}-style`),
        style.getPropertyValue(`border-${side}-color`),
      ),
    )
    const isUnderlined = style.textDecorationLine === 'underline'
    return one.checkVisibility() && !hasBorder && !isUnderlined
  })
  for (const one of document.querySelectorAll('[data-surface]')) one.removeAttribute('data-surface')
  const problems = bare.map((one) => `no border in forced colours: ${one.outerHTML.slice(0, 120)}`)
  // A heading that was focused by script shows no ring before the first key.
  const control = document.querySelector(':focus-visible:not([tabindex="-1"])')
  const focus = control && getComputedStyle(control)
  const hasRing = !focus || isSeen(focus.outlineWidth, focus.outlineStyle, focus.outlineColor)
  return hasRing ? problems : [...problems, 'the focus cannot be seen in forced colours']
}

/** Who asked for less motion gets none. */
export async function motionProblems(page: Page): Promise<Problems> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const problems = await page.evaluate(lookForMotion)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  return problems
}

function lookForMotion(): string[] {
  // Those that the change of the preference itself may have begun are not meant.
  const running = document.getAnimations().filter((one) => one instanceof CSSAnimation && one.playState === 'running')
  const lasting = [...document.querySelectorAll('*')].flatMap((one) =>
    [undefined, '::before', '::after'].flatMap((part) => {
      const { transitionDuration } = getComputedStyle(one, part)
      const lasts = transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
      return lasts ? [`takes ${transitionDuration}: ${one.className}${part ?? ''}`] : []
    }),
  )
  return [...running.map((animation) => `moves: ${(animation as CSSAnimation).animationName}`), ...lasting]
}

const focusable = 'a[href], button, input:not([hidden], [type=hidden]), select, textarea, summary, [tabindex="0"]'

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * The problems of the current screen, one sentence each, so that a failed test says where to look.
 */
export type Problems = string[]

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/**
 * WCAG 2.5.3: a speech user says the visible text of a button. Axe runs this rule on request only.
 */
const labelInName = { 'label-content-name-mismatch': { enabled: true } }

/**
 * Runs axe in legacy mode, because Electron cannot open the helper page of the other mode. The half
 * megabyte of its source is sent to the page once per document, and only violations are returned.
 */
export async function axeProblems(page: Page): Promise<Problems> {
  await waitForMotion(page)
  const isAxeLoaded = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder(isAxeLoaded ? { page, axeSource: ';' } : { page })
  const { violations } = await axe
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false, rules: labelInName })
    .withTags(rules)
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  )
}

/**
 * Waits for motion that ends by itself, because colours have no meaningful contrast during it. The
 * spinner never ends.
 */
async function waitForMotion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map((animation) => animation.finished))
  })
}

/**
 * At this width nothing overflows the window and no text overflows its box, with normal and with
 * increased text spacing.
 */
export async function layoutProblems(page: Page, viewport: { width: number; height: number }): Promise<Problems> {
  await page.setViewportSize(viewport)
  return (await page.evaluate(findLayoutProblems)).map((problem) => `at ${viewport.width} px, ${problem}`)
}

function findLayoutProblems(): string[] {
  const normal = [...horizontalOverflow(), ...clippedText()]
  // WCAG 1.4.12: increased spacing of lines, words, letters and paragraphs.
  const spacing = new CSSStyleSheet()
  spacing.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  )
  document.adoptedStyleSheets.push(spacing)
  const spacedOut = [...horizontalOverflow(), ...clippedText()].map((problem) => `spaced out: ${problem}`)
  document.adoptedStyleSheets.pop()
  return [...normal, ...spacedOut]

  /** A dialog may scroll vertically, but not horizontally. */
  function horizontalOverflow(): string[] {
    const roots = [document.documentElement, ...document.querySelectorAll<HTMLElement>('dialog[open]')]
    return roots
      .filter((root) => root.scrollWidth > root.clientWidth)
      .map((root) => {
        const edge = root.getBoundingClientRect().left + root.clientWidth
        const beyond = [...root.querySelectorAll('*')].filter(
          (element) => element.getBoundingClientRect().right > edge + 0.5,
        )
        return `wider than the window: ${beyond.at(-1)?.outerHTML.slice(0, 120) ?? root.tagName}`
      })
  }

  function clippedText(): string[] {
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

  /** The nearest ancestor that is a box; null if the text is hidden or for screen readers only. */
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

/** Every control is at least 24 by 24 px, or is a link within a sentence (WCAG 2.5.8). */
export function smallTargets(page: Page): Promise<Problems> {
  return page.evaluate((controls) => {
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((control) => control.checkVisibility() && !isOnlyOnFocus(control) && !isInSentence(control))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ control, box }) => `${box.width}×${box.height}: ${control.outerHTML.slice(0, 120)}`)

    /** The skip link, which has a size only while it has the focus. */
    function isOnlyOnFocus(control: HTMLElement) {
      return control.matches('a[href="#main"]:not(:focus)')
    }
    function isInSentence(control: HTMLElement) {
      const around = [...(control.parentElement?.childNodes ?? [])].filter((node) => node !== control)
      return control.matches('a') && around.some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    }
  }, focusable)
}

/** Every element that a screen reader announces by itself. */
export function liveRegions(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], output:not([role])',
      ),
    ].map(({ id, tagName }) => id || tagName),
  )
}

/**
 * Forced colours remove backgrounds. An element that only its background sets apart needs a border,
 * and the focus needs a visible outline.
 */
export async function forcedColourProblems(page: Page): Promise<Problems> {
  await page.evaluate(markSurfaces)
  await page.emulateMedia({ forcedColors: 'active' })
  const problems = await page.evaluate(findBorderProblems)
  await page.emulateMedia({ forcedColors: 'none' })
  return problems
}

/** Marks every control, and every element with a background that differs from the page. */
function markSurfaces(): void {
  const canvas = getComputedStyle(document.body).backgroundColor
  for (const element of document.querySelectorAll('header *, main *')) {
    const { backgroundColor } = getComputedStyle(element)
    const standsOut = backgroundColor !== 'rgba(0, 0, 0, 0)' && backgroundColor !== canvas
    if (standsOut && !element.closest('svg, kbd')) element.setAttribute('data-surface', '')
  }
  for (const element of document.querySelectorAll('button, input, select')) element.setAttribute('data-surface', '')
}

function findBorderProblems(): string[] {
  const isVisible = (width: string, style: string, colour: string) =>
    parseFloat(width) > 0 && style !== 'none' && !/^rgba\(.*, 0\)$/.test(colour)
  const bare = [...document.querySelectorAll('[data-surface]')].filter((element) => {
    const style = getComputedStyle(element)
    const hasBorder = ['top', 'left', 'bottom'].some((side) =>
      isVisible(
        style.getPropertyValue(`border-${side}-width`),
        style.getPropertyValue(`border-${side}-style`),
        style.getPropertyValue(`border-${side}-color`),
      ),
    )
    const isUnderlined = style.textDecorationLine === 'underline'
    return element.checkVisibility() && !hasBorder && !isUnderlined
  })
  for (const element of document.querySelectorAll('[data-surface]')) element.removeAttribute('data-surface')
  const problems = bare.map((element) => `no border in forced colours: ${element.outerHTML.slice(0, 120)}`)
  // A heading that a script focused shows no ring before Tab or an arrow key is pressed.
  const control = document.querySelector(':focus-visible:not([tabindex="-1"])')
  const focus = control && getComputedStyle(control)
  const hasRing = !focus || isVisible(focus.outlineWidth, focus.outlineStyle, focus.outlineColor)
  return hasRing ? problems : [...problems, 'the focus cannot be seen in forced colours']
}

/** Nothing moves if reduced motion is preferred. */
export async function motionProblems(page: Page): Promise<Problems> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const problems = await page.evaluate(findMotion)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  return problems
}

function findMotion(): string[] {
  // Transitions are left out here: the change of the preference may itself have started some.
  const running = document
    .getAnimations()
    .filter((animation) => animation instanceof CSSAnimation && animation.playState === 'running')
  const transitions = [...document.querySelectorAll('*')].flatMap((element) =>
    [undefined, '::before', '::after'].flatMap((part) => {
      const { transitionDuration } = getComputedStyle(element, part)
      const hasDuration = transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
      return hasDuration ? [`takes ${transitionDuration}: ${element.className}${part ?? ''}`] : []
    }),
  )
  return [...running.map((animation) => `moves: ${(animation as CSSAnimation).animationName}`), ...transitions]
}

const focusable = 'a[href], button, input:not([hidden], [type=hidden]), select, textarea, summary, [tabindex="0"]'

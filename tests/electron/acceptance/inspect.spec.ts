import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { screensOf } from '../pages/screens'
import {
  axeProblems,
  forcedColourProblems,
  layoutProblems,
  liveRegions,
  motionProblems,
  smallTargets,
  type Problems,
} from './inspect'
import { tabProblems } from './tab-order'

/** A plausible fault, the inspection that must find it, and what the inspection must report. */
type Fault = { name: string; introduce: () => void; inspect: (page: Page) => Promise<Problems>; reports: RegExp }

const narrow = { width: 360, height: 640 }
const layout = (page: Page) => layoutProblems(page, narrow)

const faults: Fault[] = [
  {
    name: 'text with too little contrast',
    introduce: () => document.querySelector('h1')?.style.setProperty('color', '#eee'),
    inspect: axeProblems,
    reports: /color-contrast/,
  },
  {
    name: 'a label without a field',
    introduce: () => document.querySelector('label[for]')?.removeAttribute('for'),
    inspect: axeProblems,
    reports: /label/,
  },
  {
    name: 'a button whose accessible name differs from its text',
    introduce: () => document.querySelector('button[type=submit]')?.setAttribute('aria-label', 'Go on'),
    inspect: axeProblems,
    reports: /label-content-name-mismatch/,
  },
  {
    name: 'a block wider than the window',
    introduce: () => document.querySelector<HTMLElement>('form')?.style.setProperty('width', '30rem'),
    inspect: layout,
    reports: /wider than the window/,
  },
  {
    name: 'a button too low for two lines',
    introduce: () => {
      const button = document.querySelector<HTMLElement>('button[type=submit]')
      if (!button) return
      button.textContent = 'A label that needs more than one line wherever it stands'
      button.style.cssText = 'width: 5rem; height: 2rem; overflow: hidden'
    },
    inspect: layout,
    reports: /text outside its box/,
  },
  {
    name: 'a button that is too narrow',
    introduce: () => {
      const button = document.querySelector<HTMLElement>('form button')
      if (button) button.style.cssText = 'min-width: 0; width: 20px; padding: 0'
    },
    inspect: smallTargets,
    reports: /^20×/,
  },
  {
    name: 'a third live region',
    introduce: () => document.querySelector('footer')?.setAttribute('role', 'status'),
    inspect: async (page) => (await liveRegions(page)).slice(0, -2),
    reports: /FOOTER/,
  },
  {
    name: 'a button that only its background marks',
    introduce: () => document.querySelector<HTMLElement>('button[type=submit]')?.style.setProperty('border', '0'),
    inspect: forcedColourProblems,
    reports: /no border/,
  },
  {
    name: 'a transition despite reduced motion',
    introduce: () => document.querySelector<HTMLElement>('h1')?.style.setProperty('transition', 'color 1s'),
    inspect: motionProblems,
    reports: /takes 1s/,
  },
  {
    name: 'a tab order that differs from the reading order',
    introduce: () => document.querySelector('button[type=submit]')?.setAttribute('tabindex', '1'),
    inspect: tabProblems,
    reports: /comes after/,
  },
  {
    name: 'a control without a focus ring',
    introduce: () => document.querySelector<HTMLElement>('form input')?.style.setProperty('outline', 'none'),
    inspect: tabProblems,
    reports: /no ring/,
  },
  {
    name: 'a bar that covers the focused control',
    introduce: () => {
      const footer = document.querySelector<HTMLElement>('footer')
      if (footer) footer.style.cssText = 'position: fixed; inset: auto 0 0; height: 60%; background: #fff'
    },
    inspect: tabProblems,
    reports: /covered by/,
  },
]

test('each inspection finds the fault it is for, and reports nothing without it', async ({ shared: { page } }) => {
  const screens = screensOf(page)
  for (const { name, introduce, inspect, reports } of faults) {
    await page.setViewportSize(narrow)
    await screens.openRegister()
    const before = await inspect(page)
    await page.evaluate(introduce)
    expect({ [name]: before }).toEqual({ [name]: [] })
    expect((await inspect(page)).join('\n'), name).toMatch(reports)
    await page.reload()
  }
})

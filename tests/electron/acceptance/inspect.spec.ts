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

/** A fault that somebody might build in one day, the inspection that must see it, and what it then says. */
type Fault = { name: string; build: () => void; inspect: (page: Page) => Promise<Problems>; says: RegExp }

const narrow = { width: 360, height: 640 }
const layout = (page: Page) => layoutProblems(page, narrow)

const faults: Fault[] = [
  {
    name: 'text too pale to read',
    build: () => document.querySelector('h1')?.style.setProperty('color', '#eee'),
    inspect: axeProblems,
    says: /color-contrast/,
  },
  {
    name: 'a label that names nothing',
    build: () => document.querySelector('label[for]')?.removeAttribute('for'),
    inspect: axeProblems,
    says: /label/,
  },
  {
    name: 'a button that is called something else than is written on it',
    build: () => document.querySelector('button[type=submit]')?.setAttribute('aria-label', 'Go on'),
    inspect: axeProblems,
    says: /label-content-name-mismatch/,
  },
  {
    name: 'a block wider than the window',
    build: () => document.querySelector<HTMLElement>('form')?.style.setProperty('width', '30rem'),
    inspect: layout,
    says: /wider than the window/,
  },
  {
    name: 'a button too low for two lines',
    build: () => {
      const button = document.querySelector<HTMLElement>('button[type=submit]')
      if (!button) return
      button.textContent = 'A label that needs more than one line wherever it stands'
      button.style.cssText = 'width: 5rem; height: 2rem; overflow: hidden'
    },
    inspect: layout,
    says: /text outside its box/,
  },
  {
    name: 'a button for thin fingers',
    build: () => {
      const button = document.querySelector<HTMLElement>('form button')
      if (button) button.style.cssText = 'min-width: 0; width: 20px; padding: 0'
    },
    inspect: smallTargets,
    says: /^20×/,
  },
  {
    name: 'a third voice',
    build: () => document.querySelector('footer')?.setAttribute('role', 'status'),
    inspect: async (page) => (await liveRegions(page)).slice(0, -2),
    says: /FOOTER/,
  },
  {
    name: 'a button that only its colour makes one',
    build: () => document.querySelector<HTMLElement>('button[type=submit]')?.style.setProperty('border', '0'),
    inspect: forcedColourProblems,
    says: /no border/,
  },
  {
    name: 'something that moves for everybody',
    build: () => document.querySelector<HTMLElement>('h1')?.style.setProperty('transition', 'color 1s'),
    inspect: motionProblems,
    says: /takes 1s/,
  },
  {
    name: 'an order of its own',
    build: () => document.querySelector('button[type=submit]')?.setAttribute('tabindex', '1'),
    inspect: tabProblems,
    says: /comes after/,
  },
  {
    name: 'a control without a ring',
    build: () => document.querySelector<HTMLElement>('form input')?.style.setProperty('outline', 'none'),
    inspect: tabProblems,
    says: /no ring/,
  },
  {
    name: 'a bar that covers what has the focus',
    build: () => {
      const footer = document.querySelector<HTMLElement>('footer')
      if (footer) footer.style.cssText = 'position: fixed; inset: auto 0 0; height: 60%; background: #fff'
    },
    inspect: tabProblems,
    says: /covered by/,
  },
]

test('the inspections of every screen see the faults they are for, and none where there is none', async ({
  shared: { page },
}) => {
  const screens = screensOf(page)
  for (const { name, build, inspect, says } of faults) {
    await page.setViewportSize(narrow)
    await screens.openRegister()
    const before = await inspect(page)
    await page.evaluate(build)
    expect({ [name]: before }).toEqual({ [name]: [] })
    expect((await inspect(page)).join('\n'), name).toMatch(says)
    await page.reload()
  }
})

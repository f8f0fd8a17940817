import { expect, type Locator, type Page } from '@playwright/test'
import type { MessageKey } from '../../../copy/message-key'
import { ana } from '../../support/people'
import { homeHeading } from '../../support/home-heading'
import { translatorFor, type Language, type Translate } from './words'

type LocatorByKey = (key: MessageKey, values?: Parameters<Translate>[1]) => Locator

/**
 * Drives the screens in one language. Controls and texts are found by their catalogue text, as a
 * person finds them.
 */
export type Screens = {
  page: Page
  translate: Translate
  button: LocatorByKey
  link: LocatorByKey
  text: LocatorByKey
  /** A visible field, by its `name`. */
  field: (name: string) => Locator
  /** Waits for the screen with this level 1 heading. */
  expectHeading: (key: MessageKey, values?: Parameters<Translate>[1]) => Promise<void>
  /** Waits for Home, which greets this person. */
  expectHome: (name: string) => Promise<void>
  /** Clicks the button with this text. */
  press: (key: MessageKey) => Promise<void>
  /** Clicks the first link with this text. */
  follow: (key: MessageKey) => Promise<void>
  /** Fills fields by their `name`, in order. */
  fill: (fields: Readonly<Record<string, string>>) => Promise<void>
  /** Presses Enter in the first field, which submits the form. */
  submit: () => Promise<void>
  /** The two live regions, which hold the latest announcement. */
  liveRegions: { polite: Locator; assertive: Locator }
  /** The recovery key on screen, with its dashes. */
  shownKey: () => Promise<string>
} & Flows

/** Sequences of steps. Each waits for the screen it leads to. */
type Flows = {
  openRegister: () => Promise<void>
  /** From Welcome or Log in to the recovery key, which it returns. */
  register: (person?: Person) => Promise<string>
  /** Confirms that the recovery key is saved. Leads to the session, or after a reset to Log in. */
  confirmKeySaved: () => Promise<void>
  logIn: (person?: Person) => Promise<void>
  logOut: () => Promise<void>
  /** Opens a page of the session by its link in the rail, which a narrow window has in a menu. */
  openPage: (page: SessionPage) => Promise<void>
}

/** The title of each page of the session, which is also the text of its link. */
const pageTitles = {
  home: 'home.title',
  activity: 'act.h1',
  settings: 'settings.h1',
  accounts: 'acc.h1',
} as const satisfies Record<string, MessageKey>
type SessionPage = keyof typeof pageTitles

type Person = typeof ana

export function screensOf(page: Page, language: Language = 'en'): Screens {
  const translate = translatorFor(language)
  const locatorByRole = (role: 'button' | 'link'): LocatorByKey => {
    return (key, values) => page.getByRole(role, { name: translate(key, values), exact: true })
  }
  const basics: Omit<Screens, keyof Flows> = {
    page,
    translate,
    button: locatorByRole('button'),
    link: locatorByRole('link'),
    // The text is often only a part of its element. The live regions repeat it, and an open dialog
    // contains them.
    text: (key, values) =>
      page.locator('main, dialog').getByText(translate(key, values)).and(page.locator(':not([aria-live])')).first(),
    field: (name) => page.locator(`input[name="${name}"]:not([hidden])`),
    expectHeading: (key, values) =>
      expect(page.getByRole('heading', { level: 1, name: translate(key, values), exact: true })).toBeVisible(),
    expectHome: (name) =>
      expect(page.getByRole('heading', { level: 1, name: homeHeading(name, language) })).toBeVisible(),
    press: (key) => basics.button(key).click(),
    follow: (key) => basics.link(key).first().click(),
    fill: async (fields) => {
      for (const [name, text] of Object.entries(fields)) await basics.field(name).fill(text)
    },
    submit: () => page.locator('form input:not([hidden], [type=checkbox])').first().press('Enter'),
    liveRegions: { polite: page.locator('#live-polite'), assertive: page.locator('#live-assertive') },
    shownKey: async () => (await page.locator('output').innerText()).trim().split(/\s+/).join('-'),
  }
  return { ...basics, ...flowsOf(basics) }
}

function flowsOf(screens: Omit<Screens, keyof Flows>): Flows {
  const { page, translate, expectHeading, press, fill, submit } = screens
  const openRegister = async () => {
    // The same text is a button on Welcome and a link on Log in.
    await page.locator('main').getByText(translate('welcome.create'), { exact: true }).click()
    await expectHeading('register.h1')
  }
  /** Waits for the session. In a narrow window it opens the menu, if it is closed. */
  const showRail = async () => {
    const rail = page.getByRole('navigation', { name: translate('home.nav'), includeHidden: true })
    await rail.waitFor({ state: 'attached' })
    if (!(await rail.isVisible())) await press('home.menu')
    return rail
  }
  return {
    openRegister,
    register: async ({ email, password } = ana) => {
      await openRegister()
      await fill({ email, newPassword: password })
      await submit()
      await expectHeading('key.h1')
      return screens.shownKey()
    },
    confirmKeySaved: async () => {
      await screens.field('savedKey').check()
      await press('key.continue')
      await expect(page.locator('output')).toHaveCount(0)
    },
    logIn: async ({ email, password } = ana) => {
      await expectHeading('login.h1')
      await fill({ email, password })
      await submit()
      await expect(page).toHaveTitle(new RegExp(`^${translate('home.title')}`))
    },
    logOut: async () => {
      await showRail()
      await press('home.out')
      await expectHeading('login.h1')
    },
    openPage: async (target) => {
      const title = translate(pageTitles[target])
      const rail = await showRail()
      await rail.getByRole('link', { name: title, exact: true }).click()
      await expect(page).toHaveTitle(new RegExp(`^${title}`))
    },
  }
}

import { expect, type Locator, type Page } from '@playwright/test'
import type { MessageKey } from '../../../copy/message-key'
import { ana } from '../../support/people'
import { wordsOf, type Language, type Translate } from './words'

type Named = (key: MessageKey, values?: Parameters<Translate>[1]) => Locator

/** The screens as a person finds them: by the words of the catalogue, in one language. */
export type Screens = {
  page: Page
  translate: Translate
  button: Named
  link: Named
  text: Named
  /** A field that can be seen, by its name in the form. */
  field: (name: string) => Locator
  /** Waits for the screen with this heading. */
  arrive: (key: MessageKey, values?: Parameters<Translate>[1]) => Promise<void>
  press: (key: MessageKey) => Promise<void>
  follow: (key: MessageKey) => Promise<void>
  /** Fills fields by name, in order. */
  fill: (fields: Readonly<Record<string, string>>) => Promise<void>
  /** Enter in the first field: sends the form as it stands. */
  submit: () => Promise<void>
  said: { polite: Locator; assertive: Locator }
  /** The key that is shown, with its dashes. */
  shownKey: () => Promise<string>
} & Flows

/** Whole stretches of the way. Each waits until the next screen is there. */
type Flows = {
  openRegister: () => Promise<void>
  /** From Welcome or Log in to the recovery key, which it answers. */
  register: (person?: Person) => Promise<string>
  /** From the recovery key on to the session, or to Log in after a reset. */
  keepKey: () => Promise<void>
  logIn: (person?: Person) => Promise<void>
  logOut: () => Promise<void>
}

type Person = typeof ana

export function screensOf(page: Page, language: Language = 'en'): Screens {
  const translate = wordsOf(language)
  const named = (role: 'button' | 'link'): Named => {
    return (key, values) => page.getByRole(role, { name: translate(key, values), exact: true })
  }
  const basics: Omit<Screens, keyof Flows> = {
    page,
    translate,
    button: named('button'),
    link: named('link'),
    // Often only a part of its element; the voices repeat it, and a dialog holds them while it is open.
    text: (key, values) =>
      page.locator('main, dialog').getByText(translate(key, values)).and(page.locator(':not([aria-live])')).first(),
    field: (name) => page.locator(`input[name="${name}"]:not([hidden])`),
    arrive: (key, values) =>
      expect(page.getByRole('heading', { level: 1, name: translate(key, values), exact: true })).toBeVisible(),
    press: (key) => basics.button(key).click(),
    follow: (key) => basics.link(key).first().click(),
    fill: async (fields) => {
      for (const [name, text] of Object.entries(fields)) await basics.field(name).fill(text)
    },
    submit: () => page.locator('form input:not([hidden], [type=checkbox])').first().press('Enter'),
    said: { polite: page.locator('#live-polite'), assertive: page.locator('#live-assertive') },
    shownKey: async () => (await page.locator('output').innerText()).trim().split(/\s+/).join('-'),
  }
  return { ...basics, ...flowsOf(basics) }
}

function flowsOf(screens: Omit<Screens, keyof Flows>): Flows {
  const { page, translate, arrive, press, fill, submit } = screens
  const openRegister = async () => {
    // A button on Welcome, a link on Log in, by the same words.
    await page.locator('main').getByText(translate('welcome.create'), { exact: true }).click()
    await arrive('register.h1')
  }
  return {
    openRegister,
    register: async ({ email, password } = ana) => {
      await openRegister()
      await fill({ email, newPassword: password })
      await submit()
      await arrive('key.h1')
      return screens.shownKey()
    },
    keepKey: async () => {
      await screens.field('savedKey').check()
      await press('key.continue')
      await expect(page.locator('output')).toHaveCount(0)
    },
    logIn: async ({ email, password } = ana) => {
      await arrive('login.h1')
      await fill({ email, password })
      await submit()
      await expect(page).toHaveTitle(new RegExp(`^${translate('home.title')}`))
    },
    logOut: async () => {
      await press('home.out')
      await arrive('login.h1')
    },
  }
}

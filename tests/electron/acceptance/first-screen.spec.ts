import { homeHeading } from '../../support/home-heading'
import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { screensOf } from '../pages/screens'

test('without accounts, Welcome offers to create one, then to import or restore, and focuses the heading', async ({
  shared: { page },
}) => {
  const { expectHeading, button, link, translate } = screensOf(page)
  await expectHeading('welcome.h1')
  await expect(button('welcome.create')).toBeVisible()
  const actions = ['welcome.create', 'welcome.import', 'welcome.restore'] as const
  await expect(page.getByRole('main').getByRole('button')).toHaveText(actions.map((key) => translate(key)))
  await expect(link('welcome.logIn')).toHaveCount(0)
  await expect(page.locator(':focus')).toHaveText(translate('welcome.h1'))
})

test('starts on Log in with the focus in the email field once an account exists', async ({
  latchkey: { auth, page },
}) => {
  valueOf(await auth.register(ana))
  await page.reload()
  const screens = screensOf(page)
  await screens.expectHeading('login.h1')
  await expect(screens.field('email')).toBeFocused()
})

test('is in French if the system language is French', async ({ launch }) => {
  const { page } = await launch({ env: { LANGUAGE: 'fr' } })
  const screens = screensOf(page, 'fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bienvenue')
  await screens.register()
  await screens.confirmKeySaved()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(homeHeading('ana', 'fr'))
  await expect(page).toHaveTitle('Accueil - Latchkey')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
})

test('keeps the typed values when the language changes', async ({ shared: { page } }) => {
  const english = screensOf(page)
  await english.openRegister()
  await english.fill({ email: 'ana@', newPassword: 'tarte' })
  await english.field('email').focus()
  await page.getByLabel(english.translate('shell.language')).selectOption('fr')
  const french = screensOf(page, 'fr')
  await french.expectHeading('register.h1')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(french.field('email')).toHaveValue('ana@')
  await expect(french.field('newPassword')).toHaveValue('tarte')
  await french.submit()
  await french.text('register.email.shape').waitFor()
  await page.getByLabel(french.translate('shell.language')).selectOption('en')
  await english.text('register.email.shape').waitFor()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('has both live regions from the first paint on', async ({ shared: { page } }) => {
  const watching = await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('h1')) return
      watch.disconnect()
      Object.assign(window, {
        liveRegionsAtFirstPaint: document.querySelectorAll('#live-polite, #live-assertive').length,
      })
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await watching.dispose()
  await screensOf(page).expectHeading('welcome.h1')
  expect(await page.evaluate('window.liveRegionsAtFirstPaint')).toBe(2)
})

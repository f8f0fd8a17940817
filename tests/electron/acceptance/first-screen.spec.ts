import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { screensOf } from '../pages/screens'

test('greets the first person with one way on, the ways of those who move in below it, and begins at the heading', async ({
  shared: { page },
}) => {
  const { arrive, button, link, translate } = screensOf(page)
  await arrive('welcome.h1')
  await expect(button('welcome.create')).toBeVisible()
  const ways = ['welcome.create', 'welcome.import', 'welcome.restore'] as const
  await expect(page.getByRole('main').getByRole('button')).toHaveText(ways.map((key) => translate(key)))
  await expect(link('welcome.logIn')).toHaveCount(0)
  await expect(page.locator(':focus')).toHaveText(translate('welcome.h1'))
})

test('begins at Log in, in the email, where somebody has an account', async ({ latchkey: { auth, page } }) => {
  valueOf(await auth.register(ana))
  await page.reload()
  const screens = screensOf(page)
  await screens.arrive('login.h1')
  await expect(screens.field('email')).toBeFocused()
})

test('speaks French where the system does', async ({ launch }) => {
  const { page } = await launch({ env: { LANGUAGE: 'fr' } })
  const screens = screensOf(page, 'fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bienvenue')
  await screens.register()
  await screens.keepKey()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bienvenue, ana')
  await expect(page).toHaveTitle('Accueil - Latchkey')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
})

test('changes the language without losing what was typed', async ({ shared: { page } }) => {
  const english = screensOf(page)
  await english.openRegister()
  await english.fill({ email: 'ana@', newPassword: 'tarte' })
  await english.field('email').focus()
  await page.getByLabel(english.translate('shell.language')).selectOption('fr')
  const french = screensOf(page, 'fr')
  await french.arrive('register.h1')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(french.field('email')).toHaveValue('ana@')
  await expect(french.field('newPassword')).toHaveValue('tarte')
  await french.submit()
  await french.text('register.email.shape').waitFor()
  await page.getByLabel(french.translate('shell.language')).selectOption('en')
  await english.text('register.email.shape').waitFor()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('has its two voices from the first paint on', async ({ shared: { page } }) => {
  const watching = await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('h1')) return
      watch.disconnect()
      Object.assign(window, { voicesAtFirstPaint: document.querySelectorAll('#live-polite, #live-assertive').length })
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await watching.dispose()
  await screensOf(page).arrive('welcome.h1')
  expect(await page.evaluate('window.voicesAtFirstPaint')).toBe(2)
})

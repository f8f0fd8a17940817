import { ana, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'
import { recordAnnouncements } from '../pages/spoken'
import { addForeignAccount } from './foreign-account'

const wrong = { email: ana.email, password: 'quite wrong' }

/** Registers Ana and opens Log in. */
async function openLogIn(latchkey: Latchkey): Promise<Screens> {
  await latchkey.auth.register(ana)
  await latchkey.page.reload()
  const screens = screensOf(latchkey.page)
  await screens.expectHeading('login.h1')
  return screens
}

test('shows exactly the same page after a wrong password and an unknown email', async ({ latchkey }) => {
  const { page } = latchkey
  const screens = await openLogIn(latchkey)
  const seen: unknown[] = []
  for (const email of [ana.email, 'bob@example.com']) {
    await page.reload()
    await screens.expectHeading('login.h1')
    await screens.fill({ email, password: wrong.password })
    await screens.submit()
    await screens.text('login.wrong').waitFor()
    await expect(screens.field('password')).toBeFocused()
    await expect(screens.field('password')).toHaveValue('')
    await expect(screens.field('email')).toHaveValue(email)
    seen.push({
      title: await page.title(),
      page: (await page.locator('body').innerHTML()).replaceAll(email, '-'),
    })
  }
  expect(seen[0]).toEqual(seen[1])
})

test('pauses after five wrong passwords, announces for how long, sends no call meanwhile, and announces the end of the pause', async ({
  latchkey,
}) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  await page.clock.install()
  const screens = await openLogIn(latchkey)
  for (let attempt = 0; attempt < 5; attempt += 1) await latchkey.auth.logIn(wrong)
  await screens.fill(ana)
  await screens.submit()
  await screens.text('login.throttled.help').waitFor()
  const button = page.locator('button[type=submit]')
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveText(/^Log in \(in 0:\d\d\)$/)
  const sent = (await main.callCounts())['auth:logIn']
  const announcements = await recordAnnouncements(page)
  // Playwright waits for an aria-disabled button to become enabled; a person does not.
  await button.click({ force: true })
  await expect
    .poll(announcements)
    .toContainEqual(expect.stringMatching(/^Too many attempts\. You can try again in \d+ seconds\.$/))
  expect((await main.callCounts())['auth:logIn']).toBe(sent)
  await main.advance(31_000)
  await page.clock.fastForward(31_000)
  await expect.poll(announcements).toContain(screens.translate('login.throttled.over'))
  await screens.fill(ana)
  await screens.submit()
  await screens.expectHome('ana')
})

test('the pause survives a restart', async ({ latchkey, restart }) => {
  await latchkey.auth.register(ana)
  for (let attempt = 0; attempt < 5; attempt += 1) await latchkey.auth.logIn(wrong)
  const { page } = await restart(latchkey)
  const screens = screensOf(page)
  await screens.fill(ana)
  await screens.submit()
  await screens.text('login.throttled.help').waitFor()
  await screens.expectHeading('login.h1')
})

test('accepts a short and a common password of accounts that another program wrote', async ({ latchkey, restart }) => {
  await latchkey.auth.register(ana)
  await latchkey.close()
  const cat = { email: 'cat@example.com', password: '1234' }
  const dan = { email: 'dan@example.com', password: 'password' }
  await addForeignAccount(latchkey.dataFolder, cat)
  await addForeignAccount(latchkey.dataFolder, dan)
  const { page } = await restart(latchkey)
  const screens = screensOf(page)
  for (const person of [cat, dan]) {
    await screens.logIn(person)
    await screens.logOut()
  }
})

test('a session that is gone or expired leaves no trace in the page, even if an ordinary call detects it', async ({
  latchkey,
}) => {
  const { auth, page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  valueOf(await auth.register(ana))
  for (const [reason, note] of [
    ['gone', 'login.note.gone'],
    ['expired', 'login.note.expired'],
  ] as const) {
    valueOf(await auth.logIn(ana))
    await page.reload()
    await screens.expectHome('ana')
    await screens.openPage('settings')
    await main.refuse('auth:changePassword', { code: 'notLoggedIn', reason })
    await screens.press('sec.pw.change')
    await screens.fill({ password: ana.password, newPassword: 'trois petits chats' })
    await screens.submit()
    await screens.text(note).waitFor()
    await screens.expectHeading('login.h1')
    expect(await page.content()).not.toContain('ana')
    expect(await page.title()).not.toContain('ana')
  }
})

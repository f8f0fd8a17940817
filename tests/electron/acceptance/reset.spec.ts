import { ana, errorOf, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'
import { withTypo } from '../pages/states/reset'

const newPassword = 'trois petits chats'

/** Registers Ana and opens Reset from Log in, which carries her email over. */
async function openReset(latchkey: Latchkey): Promise<{ screens: Screens; recoveryKey: string }> {
  const { recoveryKey } = valueOf(await latchkey.auth.register(ana))
  await latchkey.page.reload()
  const screens = screensOf(latchkey.page)
  await screens.fill({ email: ana.email })
  await screens.follow('login.forgot')
  await screens.expectHeading('reset.h1')
  await expect(screens.field('email')).toHaveValue(ana.email)
  await expect(screens.field('recoveryKey')).toBeFocused()
  return { screens, recoveryKey }
}

test('reports a typo in the key without sending a call, and accepts the key in lower case', async ({ latchkey }) => {
  const main = mainSideOf(latchkey)
  const { screens, recoveryKey } = await openReset(latchkey)
  await screens.fill({ newPassword, recoveryKey: withTypo(recoveryKey) })
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await screens.submit()
    await screens.text('reset.key.typo').waitFor()
  }
  expect((await main.callCounts())['auth:requestReset']).toBeUndefined()
  await screens.fill({ recoveryKey: recoveryKey.toLowerCase().replaceAll('-', ' ') })
  await screens.submit()
  await screens.text('reset.done').waitFor()
})

test('invalidates the old key, the old password and every session, and does not log in', async ({ latchkey }) => {
  const { auth } = latchkey
  const { screens, recoveryKey } = await openReset(latchkey)
  valueOf(await auth.logIn(ana))
  await screens.fill({ recoveryKey, newPassword })
  await screens.submit()
  await screens.text('reset.done').waitFor()
  const newKey = await screens.shownKey()
  expect(newKey).not.toBe(recoveryKey)
  expect(errorOf(await auth.profile()).code).toBe('notLoggedIn')
  expect(errorOf(await auth.logIn(ana)).code).toBe('wrongCredentials')
  expect(errorOf(await auth.requestReset({ email: ana.email, recoveryKey })).code).toBe('invalidRecoveryKey')
  await screens.confirmKeySaved()
  await screens.text('login.note.reset').waitFor()
  await expect(screens.field('email')).toHaveValue(ana.email)
  await expect(screens.field('password')).toBeFocused()
  await screens.fill({ password: newPassword })
  await screens.submit()
  await screens.expectHome('ana')
  await expect(screens.text('key.unsaved')).toHaveCount(0)
})

test('requests a reset token, uses it at once, and does not store it in the page', async ({ latchkey }) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const { screens, recoveryKey } = await openReset(latchkey)
  await screens.fill({ recoveryKey, newPassword })
  await main.hold('auth:resetPassword')
  await screens.submit()
  await expect.poll(async () => (await main.callCounts())['auth:resetPassword']).toBe(1)
  const pageContent = await page.evaluate(() => [
    document.documentElement.outerHTML,
    location.href,
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    document.cookie,
  ])
  expect(pageContent.join()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
  await main.release('auth:resetPassword')
  await screens.text('reset.done').waitFor()
  const { 'auth:requestReset': asked, 'auth:resetPassword': used } = await main.callCounts()
  expect({ asked, used }).toEqual({ asked: 1, used: 1 })
})

test('a refused new password does not consume the recovery key', async ({ latchkey }) => {
  const { screens, recoveryKey } = await openReset(latchkey)
  await screens.fill({ recoveryKey, newPassword: 'password' })
  await screens.submit()
  await screens.text('register.pw.common').waitFor()
  await expect(screens.field('newPassword')).toBeFocused()
  await expect(screens.field('recoveryKey')).toHaveValue(recoveryKey)
  await screens.fill({ newPassword })
  await screens.submit()
  await screens.text('reset.done').waitFor()
})

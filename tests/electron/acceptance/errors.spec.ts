import type { MessageKey } from '../../../copy/message-key'
import type { AuthError } from '../../../preload/errors'
import { ana, bob, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'

type Row = [error: AuthError, key: MessageKey, values?: Record<string, string>]
type Form = { call: string; open: (screens: Screens, latchkey: Latchkey) => Promise<void>; rows: Row[] }

/**
 * A key that passes the check character and belongs to no account; the test replaces main's outcome
 * anyway.
 */
const wellFormedKey = '00000-00000-00000-00000-00000'

const storage: Row[] = [
  [{ code: 'storage', reason: 'locked' }, 'store.locked'],
  [{ code: 'storage', reason: 'corrupt' }, 'store.corrupt'],
  [{ code: 'storage', reason: 'newer' }, 'store.newer'],
  [{ code: 'storage', reason: 'diskFull' }, 'store.full'],
  [{ code: 'storage', reason: 'tooLarge' }, 'store.tooLarge'],
  [{ code: 'storage', reason: 'readOnly' }, 'store.readonly'],
  [{ code: 'storage', reason: 'io' }, 'store.io'],
  [{ code: 'storage', reason: 'io' }, 'store.code', { code: 'storage/io' }],
  [{ code: 'unexpected', reference: 'f3a91c04' }, 'store.internal'],
  [{ code: 'unexpected', reference: 'f3a91c04' }, 'store.reference', { reference: 'f3a91c04' }],
]

const forms: Record<string, Form> = {
  'Create an account': {
    call: 'auth:register',
    open: async ({ openRegister, fill }) => {
      await openRegister()
      await fill({ email: bob.email, newPassword: bob.password })
    },
    rows: [
      [{ code: 'invalidInput', fields: { email: 'required' } }, 'register.email.empty'],
      [{ code: 'invalidInput', fields: { email: 'tooLong' } }, 'register.email.long'],
      [{ code: 'invalidInput', fields: { email: 'malformed' } }, 'register.email.shape'],
      [{ code: 'invalidInput', fields: { password: 'required' } }, 'register.pw.empty'],
      [{ code: 'emailTaken' }, 'register.email.taken'],
      [{ code: 'weakPassword', reason: 'tooShort' }, 'register.pw.short'],
      [{ code: 'weakPassword', reason: 'tooLong' }, 'register.pw.long'],
      [{ code: 'weakPassword', reason: 'common' }, 'register.pw.common'],
      [{ code: 'weakPassword', reason: 'containsEmail' }, 'register.pw.email'],
      ...storage,
    ],
  },
  'Log in': {
    call: 'auth:logIn',
    open: async ({ page, fill, expectHeading }) => {
      await page.reload()
      await expectHeading('login.h1')
      await fill(ana)
    },
    rows: [
      [{ code: 'invalidInput', fields: { email: 'required' } }, 'login.email.empty'],
      [{ code: 'invalidInput', fields: { password: 'required' } }, 'login.pw.empty'],
      [{ code: 'wrongCredentials' }, 'login.wrong'],
      ...storage,
    ],
  },
  'Reset your password': {
    call: 'auth:requestReset',
    open: async ({ page, fill, follow }) => {
      await page.reload()
      await follow('login.forgot')
      await fill({ email: ana.email, recoveryKey: wellFormedKey, newPassword: 'trois petits chats' })
    },
    rows: [
      [{ code: 'invalidInput', fields: { email: 'required' } }, 'login.email.empty'],
      [{ code: 'invalidRecoveryKey' }, 'reset.wrong'],
      [{ code: 'invalidResetToken' }, 'reset.token'],
      ...storage,
    ],
  },
  'Change password': {
    call: 'auth:changePassword',
    open: async ({ page, openPage, press, fill }, { auth }) => {
      valueOf(await auth.logIn(ana))
      await page.reload()
      await openPage('settings')
      await press('sec.pw.change')
      await fill({ password: ana.password, newPassword: 'trois petits chats' })
    },
    rows: [
      [{ code: 'wrongCredentials' }, 'sec.pw.current.wrong'],
      [{ code: 'weakPassword', reason: 'same' }, 'sec.pw.same'],
      [{ code: 'weakPassword', reason: 'common' }, 'register.pw.common'],
      ...storage,
    ],
  },
  'Delete account': {
    call: 'auth:deleteAccount',
    open: async ({ page, openPage, press, fill }, { auth }) => {
      valueOf(await auth.logIn(ana))
      await page.reload()
      await openPage('settings')
      await press('del.card.open')
      await fill({ password: ana.password })
    },
    rows: [[{ code: 'wrongCredentials' }, 'lock.wrong'], ...storage],
  },
}

test('shows every error with its text from the catalogue and never with a message of the main process', async ({
  latchkey,
}) => {
  // About sixty submits, one after the other.
  test.slow()
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  valueOf(await latchkey.auth.register(ana))
  for (const [name, { call, open, rows }] of Object.entries(forms)) {
    await test.step(name, async () => {
      await open(screens, latchkey)
      const typed = await valuesOf(screens)
      for (const [error, key, values] of rows) {
        const withMessage = { ...error, message: 'made by main' }
        await main.refuse(call, withMessage)
        await screens.fill(typed)
        await page.locator('button[type=submit]').click()
        await expect(screens.text(key, values)).toBeVisible()
        await expect(page.getByText('made by main')).toHaveCount(0)
      }
      await main.passThrough(call)
    })
  }
})

/** The values of the open form, to fill it in again after an error that clears a password. */
function valuesOf({ page }: Screens): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>('form input:not([hidden])')
    return Object.fromEntries([...fields].map(({ name, value }) => [name, value]))
  })
}

import type { Locator } from '@playwright/test'
import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { attributesOf } from '../pages/measure'
import { screensOf, type Screens } from '../pages/screens'

const names = [
  'type',
  'autocomplete',
  'autocapitalize',
  'spellcheck',
  'maxlength',
  'placeholder',
  'aria-required',
] as const
const none = { autocapitalize: null, spellcheck: null, maxlength: null, placeholder: null }
const text = { ...none, spellcheck: 'false', 'aria-required': 'true' }
const email = { ...text, type: 'email', autocomplete: 'username', autocapitalize: 'none' }
const current = { ...text, type: 'password', autocomplete: 'current-password', autocapitalize: 'none' }
const chosen = { ...current, autocomplete: 'new-password' }

const place = (open: (screens: Screens) => Promise<unknown>, fields: Record<string, object>) => ({ open, fields })

/** In the order of somebody's first days. */
const places = {
  'Create an account': place((screens) => screens.openRegister(), { email, newPassword: chosen }),
  'Save your recovery key': place((screens) => screens.register(), {
    savedKey: { ...none, type: 'checkbox', autocomplete: null, 'aria-required': 'true' },
  }),
  'Display name': place((screens) => screens.press('profile.name.edit'), {
    displayName: { ...text, type: 'text', autocomplete: 'nickname' },
  }),
  'Change password': place((screens) => screens.press('sec.pw.change'), { password: current, newPassword: chosen }),
  'Replace recovery key': place((screens) => screens.press('sec.key.replace'), { password: current }),
  'Delete account': place((screens) => screens.press('sec.delete'), { password: current }),
  'Log in': place((screens) => screens.logOut(), { email, password: current }),
  'Reset your password': place((screens) => screens.follow('login.forgot'), {
    email,
    recoveryKey: { ...text, type: 'text', autocomplete: 'off', autocapitalize: 'characters' },
    newPassword: chosen,
  }),
}

test('tells password managers and keyboards what each field is', async ({ page }) => {
  const screens = screensOf(page)
  for (const [name, { open, fields }] of Object.entries(places)) {
    if (name === 'Save your recovery key') await screens.page.reload()
    await open(screens)
    for (const [field, attributes] of Object.entries(fields)) {
      const found = await attributesOf(screens.field(field), names)
      // A later issue's fields may stand beside these.
      expect({ [`${name}: ${field}`]: found }).toEqual({ [`${name}: ${field}`]: attributes })
    }
    await leave(name, screens)
  }
})

test('helps password managers: an account name beside each password asked again, and paste everywhere', async ({
  latchkey: { auth, page },
}) => {
  const screens = screensOf(page)
  await screens.openRegister()
  expect(await takesPaste(screens.field('newPassword'))).toBe(true)
  const { recoveryKey: key } = valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  await page.reload()
  for (const opener of ['sec.pw.change', 'sec.key.replace', 'sec.delete'] as const) {
    await screens.press(opener)
    const name = page.locator('form input[autocomplete=username]')
    await expect(name).toHaveValue(ana.email)
    await expect(name).toBeHidden()
    expect(await takesPaste(screens.field('password'))).toBe(true)
    if (opener === 'sec.pw.change') expect(await takesPaste(screens.field('newPassword'))).toBe(true)
    await (opener === 'sec.delete' ? screens.press('del.keep') : screens.press('shell.cancel'))
  }
  await screens.logOut()
  expect(await takesPaste(screens.field('password'))).toBe(true)
  await screens.follow('login.forgot')
  expect(await takesPaste(screens.field('recoveryKey'))).toBe(true)
  await screens.field('recoveryKey').focus()
  await page.keyboard.insertText(` ${key.toLowerCase()} `)
  await expect(screens.field('recoveryKey')).toHaveValue(` ${key.toLowerCase()} `)
})

/** Whether nothing cancels what a paste begins with. */
function takesPaste(field: Locator): Promise<boolean> {
  return field.evaluate((input) => {
    const common = { bubbles: true, cancelable: true }
    const data = new DataTransfer()
    data.setData('text/plain', 'tarte aux fraises')
    const paste = new ClipboardEvent('paste', { ...common, clipboardData: data })
    const before = new InputEvent('beforeinput', { ...common, inputType: 'insertFromPaste' })
    return input.dispatchEvent(paste) && input.dispatchEvent(before)
  })
}

async function leave(name: string, screens: Screens): Promise<void> {
  if (name === 'Save your recovery key') await screens.keepKey()
  if (['Display name', 'Change password', 'Replace recovery key'].includes(name)) await screens.press('shell.cancel')
  if (name === 'Delete account') await screens.press('del.keep')
}

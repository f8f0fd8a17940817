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
const currentPassword = { ...text, type: 'password', autocomplete: 'current-password', autocapitalize: 'none' }
const newPassword = { ...currentPassword, autocomplete: 'new-password' }

const form = (open: (screens: Screens) => Promise<unknown>, fields: Record<string, object>) => ({ open, fields })

/** In the order in which a new person meets these forms. */
const forms = {
  'Create an account': form((screens) => screens.openRegister(), { email, newPassword }),
  'Save your recovery key': form((screens) => screens.register(), {
    savedKey: { ...none, type: 'checkbox', autocomplete: null, 'aria-required': 'true' },
  }),
  'Display name': form((screens) => screens.press('profile.name.edit'), {
    displayName: { ...text, type: 'text', autocomplete: 'nickname' },
  }),
  'Change password': form((screens) => screens.press('sec.pw.change'), { password: currentPassword, newPassword }),
  'Replace recovery key': form((screens) => screens.press('sec.key.replace'), { password: currentPassword }),
  'Delete account': form((screens) => screens.press('del.card.open'), { password: currentPassword }),
  'Log in': form((screens) => screens.logOut(), { email, password: currentPassword }),
  'Reset your password': form((screens) => screens.follow('login.forgot'), {
    email,
    recoveryKey: { ...text, type: 'text', autocomplete: 'off', autocapitalize: 'characters' },
    newPassword,
  }),
}

test('gives each field the attributes that password managers and on-screen keyboards read', async ({ page }) => {
  const screens = screensOf(page)
  for (const [name, { open, fields }] of Object.entries(forms)) {
    if (name === 'Save your recovery key') await screens.page.reload()
    await open(screens)
    for (const [field, attributes] of Object.entries(fields)) {
      const found = await attributesOf(screens.field(field), names)
      expect({ [`${name}: ${field}`]: found }).toEqual({ [`${name}: ${field}`]: attributes })
    }
    await leaveForm(name, screens)
  }
})

test('puts the hidden email beside each repeated password prompt, and allows paste in every password and key field', async ({
  latchkey: { auth, page },
}) => {
  const screens = screensOf(page)
  await screens.openRegister()
  expect(await acceptsPaste(screens.field('newPassword'))).toBe(true)
  const { recoveryKey: key } = valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  await page.reload()
  await screens.openPage('settings')
  for (const opener of ['sec.pw.change', 'sec.key.replace', 'del.card.open'] as const) {
    await screens.press(opener)
    const name = page.locator('form input[autocomplete=username]')
    await expect(name).toHaveValue(ana.email)
    await expect(name).toBeHidden()
    expect(await acceptsPaste(screens.field('password'))).toBe(true)
    if (opener === 'sec.pw.change') expect(await acceptsPaste(screens.field('newPassword'))).toBe(true)
    await (opener === 'del.card.open' ? screens.press('del.keep') : screens.press('shell.cancel'))
  }
  await screens.logOut()
  expect(await acceptsPaste(screens.field('password'))).toBe(true)
  await screens.follow('login.forgot')
  expect(await acceptsPaste(screens.field('recoveryKey'))).toBe(true)
  await screens.field('recoveryKey').focus()
  await page.keyboard.insertText(` ${key.toLowerCase()} `)
  await expect(screens.field('recoveryKey')).toHaveValue(` ${key.toLowerCase()} `)
})

/** Whether no listener cancels the events that begin a paste. */
function acceptsPaste(field: Locator): Promise<boolean> {
  return field.evaluate((input) => {
    const common = { bubbles: true, cancelable: true }
    const data = new DataTransfer()
    data.setData('text/plain', 'tarte aux fraises')
    const paste = new ClipboardEvent('paste', { ...common, clipboardData: data })
    const before = new InputEvent('beforeinput', { ...common, inputType: 'insertFromPaste' })
    return input.dispatchEvent(paste) && input.dispatchEvent(before)
  })
}

async function leaveForm(name: string, screens: Screens): Promise<void> {
  if (name === 'Save your recovery key') {
    await screens.confirmKeySaved()
    await screens.openPage('settings')
  }
  if (['Display name', 'Change password', 'Replace recovery key'].includes(name)) await screens.press('shell.cancel')
  if (name === 'Delete account') await screens.press('del.keep')
}

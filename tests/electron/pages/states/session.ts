import { expect } from '@playwright/test'
import { ana, valueOf } from '../../../support/people'
import type { Walk } from '../walk'

/** The three pages of the session, and the forms and the dialog of Settings. */
export async function session(walk: Walk): Promise<void> {
  const { screens, visit, main } = walk
  await screens.expectHome('ana')
  await visit('home')
  await newOwner(walk)
  await menu(walk)
  await main.chooseCommand('shortcuts')
  await screens.text('shortcuts.h2').waitFor()
  await visit('shortcuts')
  await screens.press('shell.close')
  await screens.openPage('activity')
  await screens.text('act.e.keySaved').waitFor()
  await visit('activity')
  await screens.openPage('settings')
  await visit('settings')
  await displayName(walk)
  await password(walk)
  await renewal(walk)
  await deleteDialog(walk)
}

/** Home for a person whom an owner has made an owner. */
async function newOwner({ latchkey, screens, main, visit }: Walk): Promise<void> {
  const profile = valueOf(await latchkey.auth.profile())
  await main.answer('auth:restoreSession', { ok: true, value: { ...profile, newOwner: true } })
  await screens.page.reload()
  await screens.text('home.newOwner').waitFor()
  await visit('home-new-owner')
  await main.passThrough('auth:restoreSession')
  await screens.page.reload()
  await screens.expectHome('ana')
}

/** The open menu, which replaces the rail in a narrow window. */
async function menu({ screens, visit }: Walk): Promise<void> {
  const { page } = screens
  const before = page.viewportSize()
  await page.setViewportSize({ width: 600, height: 720 })
  await screens.press('home.menu')
  await visit('menu')
  if (before) await page.setViewportSize(before)
  await screens.openPage('home')
  await expect(page.locator('button[aria-expanded=true]')).toHaveCount(0)
}

async function displayName({ screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text, button, openPage } = screens
  await press('profile.name.edit')
  await visit('settings-name')
  await fill({ displayName: ' ' })
  await submit()
  await text('profile.name.empty').waitFor()
  await visit('settings-name-empty')
  await fill({ displayName: 'n'.repeat(81) })
  await submit()
  await visit('settings-name-long')
  await fill({ displayName: 'N'.repeat(80) })
  await submit()
  await button('profile.name.edit').waitFor()
  await visit('settings-name-widest')
  await openPage('home')
  await screens.expectHome('N'.repeat(80))
  await visit('home-name-widest')
  await openPage('settings')
  await press('profile.name.edit')
  await fill({ displayName: 'Ana' })
  await submit()
  await button('profile.name.edit').waitFor()
}

async function password({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.pw.change')
  await visit('settings-password')
  await submit()
  await text('err.heading').waitFor()
  await visit('settings-password-two-errors')
  await fill({ password: 'quite wrong', newPassword: 'trois petits chats' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await visit('settings-password-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:changePassword', { code: 'tooManyAttempts', retryAt })
  await fill({ password: ana.password })
  await submit()
  await text('sec.pw.current.wrong').waitFor({ state: 'detached' })
  await visit('settings-password-paused')
  await advanceClocks(28_000)
  await main.refuse('auth:changePassword', { code: 'unexpected', reference: 'f3a91c04' })
  await submit()
  await text('store.internal').waitFor()
  await visit('settings-password-failed')
  await main.passThrough('auth:changePassword')
  await submit()
  await text('sec.pw.saved').waitFor()
  await visit('settings-password-saved')
}

async function renewal({ screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.key.replace')
  await visit('settings-renewal')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await visit('settings-renewal-refused')
  await press('shell.cancel')
}

async function deleteDialog({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('del.card.open')
  await visit('delete')
  await submit()
  await text('login.pw.empty').waitFor()
  await visit('delete-empty')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('lock.wrong').waitFor()
  await visit('delete-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:deleteAccount', { code: 'tooManyAttempts', retryAt })
  await fill({ password: 'quite wrong' })
  await submit()
  await text('lock.wrong').waitFor({ state: 'detached' })
  await visit('delete-paused')
  await main.passThrough('auth:deleteAccount')
  await press('del.keep')
  await advanceClocks(28_000)
}

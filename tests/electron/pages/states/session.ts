import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** The four cards, and what opens in them. */
export async function session(walk: Walk): Promise<void> {
  const { screens, see, main } = walk
  await screens.arrive('home.h1', { name: 'ana' })
  await screens.text('act.e.keySaved').waitFor()
  await see('session')
  await main.command('shortcuts')
  await screens.text('shortcuts.h2').waitFor()
  await see('shortcuts')
  await screens.press('shell.close')
  await displayName(walk)
  await password(walk)
  await renewal(walk)
  await deleteDialog(walk)
}

async function displayName({ screens, see }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('profile.name.edit')
  await see('session-name')
  await fill({ displayName: ' ' })
  await submit()
  await text('profile.name.empty').waitFor()
  await see('session-name-empty')
  await fill({ displayName: 'n'.repeat(81) })
  await submit()
  await see('session-name-long')
  await fill({ displayName: 'N'.repeat(80) })
  await submit()
  await screens.arrive('home.h1', { name: 'N'.repeat(80) })
  await see('session-name-widest')
  await press('profile.name.edit')
  await fill({ displayName: 'Ana' })
  await submit()
  await screens.arrive('home.h1', { name: 'Ana' })
}

async function password({ screens, main, see, pass }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.pw.change')
  await see('session-password')
  await submit()
  await text('err.heading').waitFor()
  await see('session-password-two-errors')
  await fill({ password: 'quite wrong', newPassword: 'trois petits chats' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await see('session-password-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:changePassword', { code: 'tooManyAttempts', retryAt })
  await fill({ password: ana.password })
  await submit()
  await text('sec.pw.current.wrong').waitFor({ state: 'detached' })
  await see('session-password-paused')
  await pass(28_000)
  await main.refuse('auth:changePassword', { code: 'unexpected', reference: 'f3a91c04' })
  await submit()
  await text('store.internal').waitFor()
  await see('session-password-failed')
  await main.asUsual('auth:changePassword')
  await submit()
  await text('sec.pw.saved').waitFor()
  await see('session-password-saved')
}

async function renewal({ screens, see }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.key.replace')
  await see('session-renewal')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await see('session-renewal-refused')
  await press('shell.cancel')
}

async function deleteDialog({ screens, main, see, pass }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.delete')
  await see('delete')
  await submit()
  await text('login.pw.empty').waitFor()
  await see('delete-empty')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('lock.wrong').waitFor()
  await see('delete-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:deleteAccount', { code: 'tooManyAttempts', retryAt })
  await fill({ password: 'quite wrong' })
  await submit()
  await text('lock.wrong').waitFor({ state: 'detached' })
  await see('delete-paused')
  await main.asUsual('auth:deleteAccount')
  await press('del.keep')
  await pass(28_000)
}

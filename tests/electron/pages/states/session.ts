import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** The four cards of the session, and the forms and the dialog they open. */
export async function session(walk: Walk): Promise<void> {
  const { screens, visit, main } = walk
  await screens.expectHeading('home.h1', { name: 'ana' })
  await screens.text('act.e.keySaved').waitFor()
  await visit('session')
  await main.chooseCommand('shortcuts')
  await screens.text('shortcuts.h2').waitFor()
  await visit('shortcuts')
  await screens.press('shell.close')
  await displayName(walk)
  await password(walk)
  await renewal(walk)
  await deleteDialog(walk)
}

async function displayName({ screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('profile.name.edit')
  await visit('session-name')
  await fill({ displayName: ' ' })
  await submit()
  await text('profile.name.empty').waitFor()
  await visit('session-name-empty')
  await fill({ displayName: 'n'.repeat(81) })
  await submit()
  await visit('session-name-long')
  await fill({ displayName: 'N'.repeat(80) })
  await submit()
  await screens.expectHeading('home.h1', { name: 'N'.repeat(80) })
  await visit('session-name-widest')
  await press('profile.name.edit')
  await fill({ displayName: 'Ana' })
  await submit()
  await screens.expectHeading('home.h1', { name: 'Ana' })
}

async function password({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.pw.change')
  await visit('session-password')
  await submit()
  await text('err.heading').waitFor()
  await visit('session-password-two-errors')
  await fill({ password: 'quite wrong', newPassword: 'trois petits chats' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await visit('session-password-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:changePassword', { code: 'tooManyAttempts', retryAt })
  await fill({ password: ana.password })
  await submit()
  await text('sec.pw.current.wrong').waitFor({ state: 'detached' })
  await visit('session-password-paused')
  await advanceClocks(28_000)
  await main.refuse('auth:changePassword', { code: 'unexpected', reference: 'f3a91c04' })
  await submit()
  await text('store.internal').waitFor()
  await visit('session-password-failed')
  await main.passThrough('auth:changePassword')
  await submit()
  await text('sec.pw.saved').waitFor()
  await visit('session-password-saved')
}

async function renewal({ screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.key.replace')
  await visit('session-renewal')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('sec.pw.current.wrong').waitFor()
  await visit('session-renewal-refused')
  await press('shell.cancel')
}

async function deleteDialog({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sec.delete')
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

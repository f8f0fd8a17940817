import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** Ana with the password that the walk has set in her session. */
export const anaWithNewPassword = { ...ana, password: 'trois petits chats' }

/** Every way a session ends, each with its notice on Log in. */
export async function logOut({ screens, main, visit, latchkey }: Walk): Promise<void> {
  await screens.logOut()
  await visit('login-note-out')
  for (const reason of ['gone', 'expired', 'disabled'] as const) {
    await screens.logIn(anaWithNewPassword)
    await main.refuse('auth:updatePreferences', { code: 'notLoggedIn', reason })
    await screens.openPage('settings')
    await screens.press('profile.name.edit')
    await screens.fill({ displayName: 'Ana Maria' })
    await screens.submit()
    await screens.text(`login.note.${reason}`).waitFor()
    await visit(`login-note-${reason}`)
    await main.passThrough('auth:updatePreferences')
    await latchkey.auth.logOut()
  }
}

/** Log in with each error, and the failed attempts that Home and Activity then show. */
export async function logIn(walk: Walk): Promise<void> {
  const { screens, main, visit, advanceClocks } = walk
  const { fill, submit, text } = screens
  await screens.page.reload()
  await screens.expectHeading('login.h1')
  await visit('login')
  await submit()
  await text('err.heading').waitFor()
  await visit('login-two-errors')
  await fill({ email: ana.email })
  await submit()
  await text('login.pw.empty').waitFor()
  await visit('login-one-error')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('login.wrong').waitFor()
  await visit('login-refused')
  await main.refuse('auth:logIn', { code: 'disabled' })
  await fill({ password: anaWithNewPassword.password })
  await submit()
  await text('login.note.disabled').waitFor()
  await visit('login-disabled')
  await main.refuse('auth:logIn', { code: 'storage', reason: 'readOnly' })
  await fill({ password: 'quite wrong' })
  await submit()
  await text('store.readonly').waitFor()
  await visit('login-failed')
  await main.passThrough('auth:logIn')
  await throttled(walk)
  await main.hold('auth:logIn')
  await fill({ password: anaWithNewPassword.password })
  await submit()
  await advanceClocks(500)
  await text('login.busy').waitFor()
  await visit('login-busy')
  await main.release('auth:logIn')
  await screens.expectHome('Ana')
  await visit('home-failed-attempts')
  await screens.follow('home.activity')
  await screens.expectHeading('act.h1')
  await text('act.fail').waitFor()
  await visit('activity-failed-attempts')
  await screens.logOut()
}

async function throttled({ latchkey, screens, visit, advanceClocks }: Walk): Promise<void> {
  const wrong = { email: ana.email, password: 'quite wrong' }
  for (let attempt = 0; attempt < 4; attempt += 1) await latchkey.auth.logIn(wrong)
  await screens.fill({ password: wrong.password })
  await screens.submit()
  await screens.text('login.throttled.help').waitFor()
  await visit('login-paused')
  await advanceClocks(31_000)
  await screens.text('login.throttled.over').waitFor()
  await visit('login-paused-over')
}

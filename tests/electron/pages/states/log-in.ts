import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** The password that the walk gave Ana in her session. */
export const anaNow = { ...ana, password: 'trois petits chats' }

/** The ways out of a session, each with its notice. */
export async function logOut({ screens, main, see, latchkey }: Walk): Promise<void> {
  await screens.logOut()
  await see('login-note-out')
  for (const reason of ['gone', 'expired'] as const) {
    await screens.logIn(anaNow)
    await main.refuse('auth:updatePreferences', { code: 'notLoggedIn', reason })
    await screens.press('profile.name.edit')
    await screens.fill({ displayName: 'Ana Maria' })
    await screens.submit()
    await screens.text(`login.note.${reason}`).waitFor()
    await see(`login-note-${reason}`)
    await main.asUsual('auth:updatePreferences')
    await latchkey.auth.logOut()
  }
}

/** Log in, with all that can be wrong with it, and what the session says of it. */
export async function logIn(walk: Walk): Promise<void> {
  const { screens, main, see, pass } = walk
  const { fill, submit, text } = screens
  await screens.page.reload()
  await screens.arrive('login.h1')
  await see('login')
  await submit()
  await text('err.heading').waitFor()
  await see('login-two-errors')
  await fill({ email: ana.email })
  await submit()
  await text('login.pw.empty').waitFor()
  await see('login-one-error')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('login.wrong').waitFor()
  await see('login-refused')
  await main.refuse('auth:logIn', { code: 'storage', reason: 'readOnly' })
  await fill({ password: 'quite wrong' })
  await submit()
  await text('store.readonly').waitFor()
  await see('login-failed')
  await main.asUsual('auth:logIn')
  await paused(walk)
  await main.hold('auth:logIn')
  await fill({ password: anaNow.password })
  await submit()
  await pass(500)
  await text('login.busy').waitFor()
  await see('login-busy')
  await main.release('auth:logIn')
  await screens.arrive('home.h1', { name: 'Ana' })
  await see('session-failed-attempts')
  await screens.logOut()
}

async function paused({ latchkey, screens, see, pass }: Walk): Promise<void> {
  const wrong = { email: ana.email, password: 'quite wrong' }
  for (let attempt = 0; attempt < 4; attempt += 1) await latchkey.auth.logIn(wrong)
  await screens.fill({ password: wrong.password })
  await screens.submit()
  await screens.text('login.throttled.help').waitFor()
  await see('login-paused')
  await pass(31_000)
  await screens.text('login.throttled.over').waitFor()
  await see('login-paused-over')
}

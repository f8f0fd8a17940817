import { expect } from '@playwright/test'
import type { Walk } from '../walk'
import { anaNow } from './log-in'

/** What happens to a session after it was opened: preferences, lock, idleness, and one that is kept. */
export async function life(walk: Walk): Promise<void> {
  await preferences(walk)
  await lock(walk)
  await idle(walk)
  await kept(walk)
}

async function preferences({ screens, main, see }: Walk): Promise<void> {
  await screens.logIn(anaNow)
  await screens.field('showOnLogIn').check()
  await screens.text('sec.saved').waitFor()
  await see('session-preference-saved')
  await main.refuse('auth:updatePreferences', { code: 'storage', reason: 'io' })
  await screens.field('lockOnSystemLock').click()
  await screens.text('sec.failed').waitFor()
  await see('session-preference-failed')
  await main.asUsual('auth:updatePreferences')
}

async function lock({ screens, main, see }: Walk): Promise<void> {
  await main.command('lock')
  await screens.arrive('lock.h1')
  await see('lock')
  await screens.fill({ password: 'quite wrong' })
  await screens.submit()
  await screens.text('lock.wrong').waitFor()
  await see('lock-refused')
  await screens.fill({ password: anaNow.password })
  await screens.submit()
  await screens.arrive('home.h1', { name: 'Ana' })
}

async function idle({ screens, main, see, pass }: Walk): Promise<void> {
  await main.warnOfIdleness()
  await screens.page.getByRole('alertdialog').waitFor()
  await see('idle-warning')
  await screens.press('idle.stay')
  await expect(screens.page.getByRole('alertdialog')).toHaveCount(0)
  await pass(15 * 60_000)
  await screens.arrive('login.h1')
  await screens.button('login.people.btn', { name: 'Ana' }).waitFor()
  await see('login-note-idle')
}

async function kept({ screens, main, see, pass }: Walk): Promise<void> {
  await main.keyStore('real')
  await screens.page.reload()
  await screens.text('login.keep').waitFor()
  await see('login-keep')
  await screens.field('keepLoggedIn').check()
  await screens.logIn(anaNow)
  await screens.button('facts.kept.end').waitFor()
  await see('session-kept')
  await main.hold('auth:restoreSession')
  await screens.page.reload()
  await screens.text('welcome.h1').waitFor()
  await pass(500)
  await screens.link('busy.instead').waitFor()
  await see('starting-instead')
  await main.release('auth:restoreSession')
  await screens.logOut()
  await main.refuse('auth:restoreSession', { code: 'notLoggedIn', reason: 'none' })
  await screens.page.reload()
  await screens.text('login.note.store').waitFor()
  await see('login-note-store')
  await main.asUsual('auth:restoreSession')
  await main.keyStore('none')
}

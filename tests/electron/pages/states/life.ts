import { expect } from '@playwright/test'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/**
 * The states of an open session: preferences, lock, idle warning and idle log-out, and a remembered
 * session.
 */
export async function sessionLifecycle(walk: Walk): Promise<void> {
  await preferences(walk)
  await lock(walk)
  await idle(walk)
  await rememberedSession(walk)
}

async function preferences({ screens, main, visit }: Walk): Promise<void> {
  await screens.logIn(anaWithNewPassword)
  await screens.openPage('settings')
  await screens.field('showOnLogIn').check()
  await screens.text('sec.saved').waitFor()
  await visit('settings-preference-saved')
  await main.refuse('auth:updatePreferences', { code: 'storage', reason: 'io' })
  await screens.field('lockOnSystemLock').click()
  await screens.text('sec.failed').waitFor()
  await visit('settings-preference-failed')
  await main.passThrough('auth:updatePreferences')
}

async function lock({ screens, main, visit }: Walk): Promise<void> {
  await main.chooseCommand('lock')
  await screens.expectHeading('lock.h1')
  await visit('lock')
  await screens.fill({ password: 'quite wrong' })
  await screens.submit()
  await screens.text('lock.wrong').waitFor()
  await visit('lock-refused')
  await screens.fill({ password: anaWithNewPassword.password })
  await screens.submit()
  await screens.expectHeading('settings.h1')
}

async function idle({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  await main.warnOfIdleness()
  await screens.page.getByRole('alertdialog').waitFor()
  await visit('idle-warning')
  await screens.press('idle.stay')
  await expect(screens.page.getByRole('alertdialog')).toHaveCount(0)
  // The page may report the click up to a second later, which begins the idle time again.
  await expect(async () => {
    await advanceClocks(15 * 60_000)
    await expect(screens.field('email')).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
  await screens.expectHeading('login.h1')
  await screens.button('login.people.btn', { name: 'Ana' }).waitFor()
  await visit('login-note-idle')
}

async function rememberedSession({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  await main.setKeyStore('real')
  await screens.page.reload()
  await screens.text('login.keep').waitFor()
  await visit('login-keep')
  await screens.field('keepLoggedIn').check()
  await screens.logIn(anaWithNewPassword)
  await screens.openPage('settings')
  await screens.button('facts.kept.end').waitFor()
  await visit('settings-kept')
  await main.hold('auth:restoreSession')
  await screens.page.reload()
  await screens.text('welcome.h1').waitFor()
  await advanceClocks(500)
  await screens.link('busy.instead').waitFor()
  await visit('starting-instead')
  await main.release('auth:restoreSession')
  await screens.logOut()
  await main.refuse('auth:restoreSession', { code: 'notLoggedIn', reason: 'none' })
  await screens.page.reload()
  await screens.text('login.note.store').waitFor()
  await visit('login-note-store')
  await main.passThrough('auth:restoreSession')
  await main.setKeyStore('none')
}

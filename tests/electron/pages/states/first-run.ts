import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** Nobody has an account: Welcome, and Create an account until it is done. */
export async function firstRun(walk: Walk): Promise<void> {
  const { screens, see } = walk
  await screens.arrive('welcome.h1')
  await see('welcome-first')
  await screens.openRegister()
  await see('register')
  await screens.submit()
  await see('register-two-errors')
  await screens.fill({ email: ana.email, newPassword: 'courte' })
  await screens.submit()
  await see('register-one-error')
  await choosing(walk)
  await refusedByMain(walk)
  await beingPatient(walk)
}

async function choosing({ latchkey: { page }, screens, see, pass }: Walk): Promise<void> {
  await screens.fill({ newPassword: 'bonjour tous' })
  await screens.text('register.pw.enough').waitFor()
  await pass(1_500)
  await see('register-strength')
  await screens.field('newPassword').focus()
  await page.evaluate(() => {
    const key = new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true, bubbles: true })
    document.activeElement?.dispatchEvent(key)
  })
  await see('register-caps-lock')
  await screens.field('email').focus()
  await screens.press('passphrase.offer')
  await screens.text('passphrase.lead').waitFor()
  await see('register-passphrase')
  await screens.press('passphrase.use')
  await see('register-passphrase-used')
  await screens.press('passphrase.offer')
  await screens.fill({ newPassword: ana.password })
  await screens.press('pw.show.aria')
  await see('register-shown')
}

async function refusedByMain({ latchkey: { page }, screens, main, see, pass }: Walk): Promise<void> {
  await main.refuse('auth:register', { code: 'storage', reason: 'diskFull' })
  await screens.submit()
  await screens.text('store.full').waitFor()
  await see('register-failed')
  const retryAt = (await page.evaluate(() => Date.now())) + 5_000
  await main.refuse('auth:register', { code: 'tooManyAttempts', retryAt })
  await screens.press('shell.retry')
  await screens.text('store.full').waitFor({ state: 'detached' })
  await see('register-paused')
  await pass(6_000)
  await main.asUsual('auth:register')
}

async function beingPatient({ screens, main, see, pass }: Walk): Promise<void> {
  await main.hold('auth:register')
  await screens.submit()
  await pass(500)
  await screens.text('register.busy').waitFor()
  await see('register-busy')
  await pass(5_000)
  await screens.text('busy.slow').waitFor()
  await see('register-slow')
  await pass(10_000)
  await screens.text('busy.verySlow').waitFor()
  await see('register-very-slow')
  await main.release('auth:register')
  await screens.arrive('key.h1')
}

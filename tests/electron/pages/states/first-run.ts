import { ana } from '../../../support/people'
import type { Walk } from '../walk'

/** Welcome without accounts, and the form Create an account up to the created account. */
export async function firstRun(walk: Walk): Promise<void> {
  const { screens, visit } = walk
  await screens.expectHeading('welcome.h1')
  await visit('welcome-first')
  await screens.press('welcome.import')
  await screens.text('register.import').waitFor()
  await visit('register-import')
  await screens.page.reload()
  await screens.openRegister()
  await visit('register')
  await screens.submit()
  await visit('register-two-errors')
  await screens.fill({ email: ana.email, newPassword: 'courte' })
  await screens.submit()
  await visit('register-one-error')
  await choosePassword(walk)
  await refusedByMain(walk)
  await slowCall(walk)
}

async function choosePassword({ latchkey: { page }, screens, visit, advanceClocks }: Walk): Promise<void> {
  await screens.fill({ newPassword: 'bonjour tous' })
  await screens.text('register.pw.enough').waitFor()
  await advanceClocks(1_500)
  await visit('register-strength')
  await screens.field('newPassword').focus()
  await page.evaluate(() => {
    const key = new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true, bubbles: true })
    document.activeElement?.dispatchEvent(key)
  })
  await visit('register-caps-lock')
  await screens.field('email').focus()
  await screens.press('passphrase.offer')
  await screens.text('passphrase.lead').waitFor()
  await visit('register-passphrase')
  await screens.press('passphrase.use')
  await visit('register-passphrase-used')
  await screens.press('passphrase.offer')
  await screens.fill({ newPassword: ana.password })
  await screens.press('pw.show.aria')
  await visit('register-shown')
}

async function refusedByMain({ latchkey: { page }, screens, main, visit, advanceClocks }: Walk): Promise<void> {
  await main.refuse('auth:register', { code: 'storage', reason: 'diskFull' })
  await screens.submit()
  await screens.text('store.full').waitFor()
  await visit('register-failed')
  const retryAt = (await page.evaluate(() => Date.now())) + 5_000
  await main.refuse('auth:register', { code: 'tooManyAttempts', retryAt })
  await screens.press('shell.retry')
  await screens.text('store.full').waitFor({ state: 'detached' })
  await visit('register-paused')
  await advanceClocks(6_000)
  await main.passThrough('auth:register')
}

async function slowCall({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  await main.hold('auth:register')
  await screens.submit()
  await advanceClocks(500)
  await screens.text('register.busy').waitFor()
  await visit('register-busy')
  await advanceClocks(5_000)
  await screens.text('busy.slow').waitFor()
  await visit('register-slow')
  await advanceClocks(10_000)
  await screens.text('busy.verySlow').waitFor()
  await visit('register-very-slow')
  await main.release('auth:register')
  await screens.expectHeading('key.h1')
}

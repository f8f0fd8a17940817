import { codeAt } from '../../../support/two-factor'
import { valueOf } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/**
 * Two-factor authentication: after a new recovery key, set up, asked for at log-in, with backup
 * codes only and almost out of them, and turned off.
 */
export async function twoFactor(walk: Walk): Promise<void> {
  const { screens } = walk
  await screens.page.reload()
  await screens.logIn(anaWithNewPassword)
  await withoutRecovery(walk)
  const { secret, codes } = await setUp(walk)
  await screens.logOut()
  await logInWithCode(walk, secret)
  await screens.logOut()
  await logInWithBackupCodes(walk, codes)
  await turnOff(walk, secret)
  await screens.logOut()
}

/** Settings of an account without a recovery key that opens its private data. */
async function withoutRecovery({ latchkey, screens, main, visit }: Walk): Promise<void> {
  const profile = valueOf(await latchkey.auth.profile())
  await main.answer('auth:restoreSession', { ok: true, value: { ...profile, privateData: 'noRecovery' } })
  await screens.page.reload()
  await screens.openPage('settings')
  await visit('two-factor-needs-key')
  await screens.press('tf.newKey')
  await visit('two-factor-needs-key-open')
  await main.passThrough('auth:restoreSession')
  await screens.page.reload()
  await screens.openPage('home')
}

async function setUp({ screens, main, visit, latchkey }: Walk): Promise<{ secret: string; codes: string[] }> {
  const { page, press, fill, submit, text, translate } = screens
  await text('safe.twoFactor.missing').waitFor()
  await visit('home-two-factor-off')
  await screens.openPage('settings')
  await press('tf.setUp')
  await visit('two-factor-password')
  await main.refuse('auth:beginTwoFactor', { code: 'recoveryKeyNeeded' })
  await fill({ password: anaWithNewPassword.password })
  await submit()
  await text('tf.needsKey').waitFor()
  await visit('two-factor-refused')
  await main.passThrough('auth:beginTwoFactor')
  await submit()
  await page.getByRole('img', { name: translate('tf.qr', { email: anaWithNewPassword.email }) }).waitFor()
  await visit('two-factor-authenticator')
  await submit()
  await text('code.empty').waitFor()
  await visit('two-factor-empty')
  const secret = (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '')
  await fill({ code: codeAt(secret, await currentTime(latchkey)) })
  await submit()
  await screens.expectHeading('codes.h1')
  await visit('backup-codes')
  const codes = await page.getByRole('listitem').allInnerTexts()
  await press('key.continue')
  await text('codes.confirmErr').waitFor()
  await visit('backup-codes-not-confirmed')
  await press('key.copy')
  await visit('backup-codes-copied')
  await screens.field('savedCodes').check()
  await press('key.continue')
  await text('safe.twoFactor').waitFor()
  await visit('home-two-factor')
  await screens.openPage('settings')
  await text('codes.left', { n: 10 }).waitFor()
  await visit('settings-two-factor')
  return { secret, codes }
}

async function logInWithCode({ screens, main, visit, advanceClocks, latchkey }: Walk, secret: string): Promise<void> {
  const { fill, submit, text, field } = screens
  await fill({ email: anaWithNewPassword.email, password: anaWithNewPassword.password })
  await submit()
  await field('code').waitFor()
  await visit('login-code')
  await submit()
  await text('code.empty').waitFor()
  await visit('login-code-empty')
  await main.refuse('auth:logIn', { code: 'wrongCode' })
  await fill({ code: '123456' })
  await submit()
  await text('code.wrong').waitFor()
  await visit('login-code-wrong')
  await main.passThrough('auth:logIn')
  await advanceClocks(30_000)
  await fill({ code: codeAt(secret, await currentTime(latchkey)) })
  await submit()
  await screens.expectHome('Ana')
}

async function logInWithBackupCodes({ screens, main, visit }: Walk, codes: string[]): Promise<void> {
  const { fill, press, submit, text, field } = screens
  await main.refuse('auth:logIn', { code: 'secondFactorRequired', backupCodesOnly: true })
  for (const code of codes.slice(0, 9)) {
    await fill({ email: anaWithNewPassword.email, password: anaWithNewPassword.password })
    await submit()
    await field('code').waitFor()
    if (code === codes[0]) {
      await text('code.backup.hint').waitFor()
      await visit('login-backup-code')
      await main.passThrough('auth:logIn')
    }
    await fill({ code })
    await submit()
    await screens.expectHome('Ana')
    if (code !== codes[8]) await screens.logOut()
  }
  await text('codes.few', { n: 1 }).waitFor()
  await visit('home-few-backup-codes')
  await press('tf.renew.go')
  await visit('home-few-backup-codes-open')
  await press('shell.cancel')
}

async function turnOff({ screens, visit, advanceClocks, latchkey }: Walk, secret: string): Promise<void> {
  const { press, fill, submit, text } = screens
  await screens.openPage('settings')
  await press('tf.turnOff')
  await visit('two-factor-turn-off')
  await submit()
  await text('err.heading').waitFor()
  await visit('two-factor-turn-off-two-errors')
  await advanceClocks(60_000)
  await fill({ password: anaWithNewPassword.password, code: codeAt(secret, await currentTime(latchkey)) })
  await submit()
  await text('tf.turnedOff').waitFor()
  await visit('two-factor-turned-off')
}

const currentTime = ({ world }: Walk['latchkey']) => world.evaluate((there) => there.clock.now())

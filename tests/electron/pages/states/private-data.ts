import { bob, valueOf } from '../../../support/people'
import { withOwnersCode } from '../../../support/private-data'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/** The password that Bob sets with a code from Ana. */
const temporary = 'lune de passage'

/** Private data that the password does not open: reported, given up, and opened. */
export async function privateData(walk: Walk): Promise<void> {
  const { latchkey, screens, visit } = walk
  await withOwnersCode(latchkey.auth, { owner: anaWithNewPassword, person: bob, newPassword: temporary })
  await screens.page.reload()
  await screens.logIn({ ...bob, password: temporary })
  await screens.text('home.sealed').waitFor()
  await visit('home-sealed')
  await screens.press('home.sealed.action')
  await visit('settings-sealed')
  await screens.press('sec.key.replace')
  await visit('settings-sealed-renewal')
  await screens.press('shell.cancel')
  await startAfresh(walk)
  await withTwoFactor(walk)
  await open(walk)
  await screens.logOut()
}

async function startAfresh({ screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sealed.afresh')
  await visit('start-afresh')
  await submit()
  await text('login.pw.empty').waitFor()
  await visit('start-afresh-empty')
  await fill({ password: 'quite wrong' })
  await submit()
  await text('lock.wrong').waitFor()
  await visit('start-afresh-refused')
  await press('shell.cancel')
}

/** Also says that two-factor is turned off, and asks for a backup code. */
async function withTwoFactor({ latchkey, screens, main, visit }: Walk): Promise<void> {
  const { press, submit, text } = screens
  const profile = valueOf(await latchkey.auth.profile())
  const value = { ...profile, twoFactor: true, backupCodesLeft: 8 }
  await main.answer('auth:restoreSession', { ok: true, value })
  await screens.page.reload()
  await screens.openPage('settings')
  await press('tf.turnOff')
  await visit('settings-sealed-two-factor')
  await press('sealed.afresh')
  await visit('start-afresh-two-factor')
  await submit()
  await text('err.heading').waitFor()
  await visit('start-afresh-two-errors')
  await main.passThrough('auth:restoreSession')
  await screens.page.reload()
  await screens.openPage('settings')
}

async function open({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('sealed.open')
  await visit('open-sealed-key')
  await submit()
  await text('err.heading').waitFor()
  await visit('open-sealed-two-errors')
  await main.refuse('auth:openSealed', { code: 'invalidRecoveryKey' })
  await fill({ recoveryKey: 'RW28JRQ95M64RZEHWYTQ4X01A', newPassword: bob.password })
  await submit()
  await text('sealed.key.wrong').waitFor()
  await visit('open-sealed-key-refused')
  await main.passThrough('auth:openSealed')
  await press('sealed.pw.instead')
  await visit('open-sealed-password')
  await fill({ formerPassword: 'quite wrong' })
  await submit()
  await text('sealed.pw.wrong').waitFor()
  await visit('open-sealed-password-refused')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:openSealed', { code: 'tooManyAttempts', retryAt })
  await fill({ formerPassword: bob.password })
  await submit()
  await text('sealed.pw.wrong').waitFor({ state: 'detached' })
  await visit('open-sealed-paused')
  await advanceClocks(28_000)
  await main.refuse('auth:openSealed', { code: 'notSealed' })
  await submit()
  await text('sealed.not').waitFor()
  await visit('open-sealed-already')
  await main.passThrough('auth:openSealed')
  await submit()
  await text('key.replaced').waitFor()
  await screens.confirmKeySaved()
}

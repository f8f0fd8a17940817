import { codeAt } from '../../../support/two-factor'
import type { Walk } from '../walk'
import { anaNow } from './log-in'

/** Set up, asked for, nearly used up, lost with the key store, and turned off. */
export async function twoFactor(walk: Walk): Promise<void> {
  const { main, screens, see } = walk
  await screens.page.reload()
  await screens.logIn(anaNow)
  await screens.text('tf.none').waitFor()
  await see('session-without-key-store')
  await screens.logOut()
  await main.keyStore('real')
  await screens.page.reload()
  await screens.text('login.keep').waitFor()
  await screens.logIn(anaNow)
  const { secret, codes } = await setUp(walk)
  await screens.logOut()
  await asked(walk, secret)
  await screens.logOut()
  await lost(walk, codes)
  await main.keyStore('real')
  await turnOff(walk, secret)
  await screens.logOut()
  await main.keyStore('none')
}

async function setUp({ screens, main, see, latchkey }: Walk): Promise<{ secret: string; codes: string[] }> {
  const { page, press, fill, submit, text, translate } = screens
  await press('tf.setUp')
  await see('two-factor-password')
  await main.refuse('auth:beginTwoFactor', { code: 'noKeyStore' })
  await fill({ password: anaNow.password })
  await submit()
  await text('tf.noKeyStore').waitFor()
  await see('two-factor-key-store-refuses')
  await main.asUsual('auth:beginTwoFactor')
  await submit()
  await page.getByRole('img', { name: translate('tf.qr', { email: anaNow.email }) }).waitFor()
  await see('two-factor-authenticator')
  await submit()
  await text('code.empty').waitFor()
  await see('two-factor-empty')
  const secret = (await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '')
  await fill({ code: codeAt(secret, await now(latchkey)) })
  await submit()
  await screens.arrive('codes.h1')
  await see('backup-codes')
  const codes = await page.getByRole('listitem').allInnerTexts()
  await press('key.continue')
  await text('codes.confirmErr').waitFor()
  await see('backup-codes-not-confirmed')
  await press('key.copy')
  await see('backup-codes-copied')
  await screens.field('savedCodes').check()
  await press('key.continue')
  await text('codes.left', { n: 10 }).waitFor()
  await see('session-two-factor')
  return { secret, codes }
}

async function asked({ screens, main, see, pass, latchkey }: Walk, secret: string): Promise<void> {
  const { fill, submit, text, field } = screens
  await fill({ email: anaNow.email, password: anaNow.password })
  await submit()
  await field('code').waitFor()
  await see('login-code')
  await submit()
  await text('code.empty').waitFor()
  await see('login-code-empty')
  await main.refuse('auth:logIn', { code: 'wrongCode' })
  await fill({ code: '123456' })
  await submit()
  await text('code.wrong').waitFor()
  await see('login-code-wrong')
  await main.asUsual('auth:logIn')
  await pass(30_000)
  await fill({ code: codeAt(secret, await now(latchkey)) })
  await submit()
  await screens.arrive('home.h1', { name: 'Ana' })
}

async function lost({ screens, main, see }: Walk, codes: string[]): Promise<void> {
  const { fill, submit, text } = screens
  await main.keyStore('denied')
  for (const code of codes.slice(0, 9)) {
    await fill({ email: anaNow.email, password: anaNow.password })
    await submit()
    await text('code.backup.hint').waitFor()
    if (code === codes[0]) await see('login-backup-code')
    await fill({ code })
    await submit()
    await screens.arrive('home.h1', { name: 'Ana' })
    if (code !== codes[8]) await screens.logOut()
  }
  await text('codes.few', { n: 1 }).waitFor()
  await see('session-few-backup-codes')
}

async function turnOff({ screens, see, pass, latchkey }: Walk, secret: string): Promise<void> {
  const { press, fill, submit, text } = screens
  await press('tf.turnOff')
  await see('two-factor-turn-off')
  await submit()
  await text('err.heading').waitFor()
  await see('two-factor-turn-off-two-errors')
  await pass(60_000)
  await fill({ password: anaNow.password, code: codeAt(secret, await now(latchkey)) })
  await submit()
  await text('tf.turnedOff').waitFor()
  await see('two-factor-turned-off')
}

const now = ({ world }: Walk['latchkey']) => world.evaluate((there) => there.clock.now())

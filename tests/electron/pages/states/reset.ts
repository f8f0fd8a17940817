import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { valueOf } from '../../../support/people'
import type { Walk } from '../walk'
import { anaNow } from './log-in'

/** Reset, from Log in and back to it, with Ana's key. */
export async function reset(walk: Walk): Promise<void> {
  const { latchkey, screens, see } = walk
  valueOf(await latchkey.auth.logIn(anaNow))
  const { recoveryKey } = valueOf(await latchkey.auth.renewRecoveryKey({ password: anaNow.password }))
  await latchkey.auth.logOut()
  await screens.follow('login.forgot')
  await screens.arrive('reset.h1')
  await see('reset')
  await locallyWrong(walk, recoveryKey)
  await refusedByMain(walk, recoveryKey)
  await screens.fill({ recoveryKey, newPassword: anaNow.password })
  await screens.submit()
  await screens.arrive('key.h1')
  await see('key-reset')
  await screens.keepKey()
  await screens.arrive('login.h1')
  await see('login-note-reset')
}

async function locallyWrong({ latchkey, screens, main, see }: Walk, key: string): Promise<void> {
  const { fill, submit, text, press } = screens
  await submit()
  await text('err.heading').waitFor()
  await see('reset-three-errors')
  await fill({ email: anaNow.email, newPassword: anaNow.password, recoveryKey: key.slice(0, -2) })
  await submit()
  await text('reset.key.length', { n: 23 }).waitFor()
  await see('reset-length')
  await fill({ recoveryKey: mistyped(key) })
  await submit()
  await text('reset.key.typo').waitFor()
  await see('reset-typo')
  const open = join(latchkey.dataFolder, 'no-key.txt')
  writeFileSync(open, 'a shopping list')
  await main.system({ open })
  await press('reset.key.open')
  await text('reset.key.file').waitFor()
  await see('reset-file')
  await press('reset.nokey')
  await see('reset-no-key')
}

async function refusedByMain({ screens, main, see, pass }: Walk, key: string): Promise<void> {
  const { fill, submit, text } = screens
  await fill({ recoveryKey: key, newPassword: anaNow.password, email: 'nobody@example.com' })
  await submit()
  await text('reset.wrong').waitFor()
  await see('reset-wrong')
  await main.refuse('auth:resetPassword', { code: 'invalidResetToken' })
  await fill({ email: anaNow.email, newPassword: anaNow.password })
  await submit()
  await text('reset.token').waitFor()
  await see('reset-token')
  await main.refuse('auth:resetPassword', { code: 'weakPassword', reason: 'common' })
  await submit()
  await text('register.pw.common').waitFor()
  await see('reset-weak')
  await main.asUsual('auth:resetPassword')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:requestReset', { code: 'tooManyAttempts', retryAt })
  await submit()
  await text('register.pw.common').waitFor({ state: 'detached' })
  await see('reset-paused')
  await pass(28_000)
  await main.asUsual('auth:requestReset')
}

/** One character changed, so that the check character no longer fits. */
export function mistyped(key: string): string {
  return (key.startsWith('7') ? '8' : '7') + key.slice(1)
}

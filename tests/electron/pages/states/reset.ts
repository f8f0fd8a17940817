import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { valueOf } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/** Reset with Ana's recovery key, from Log in and back to it. */
export async function reset(walk: Walk): Promise<void> {
  const { latchkey, screens, visit } = walk
  valueOf(await latchkey.auth.logIn(anaWithNewPassword))
  const { recoveryKey } = valueOf(await latchkey.auth.renewRecoveryKey({ password: anaWithNewPassword.password }))
  await latchkey.auth.logOut()
  await screens.follow('login.forgot')
  await screens.expectHeading('reset.h1')
  await visit('reset')
  await refusedByForm(walk, recoveryKey)
  await refusedByMain(walk, recoveryKey)
  await screens.fill({ recoveryKey, newPassword: anaWithNewPassword.password })
  await screens.submit()
  await screens.expectHeading('key.h1')
  await visit('key-reset')
  await screens.confirmKeySaved()
  await screens.expectHeading('login.h1')
  await visit('login-note-reset')
}

async function refusedByForm({ latchkey, screens, main, visit }: Walk, key: string): Promise<void> {
  const { fill, submit, text, press } = screens
  await submit()
  await text('err.heading').waitFor()
  await visit('reset-three-errors')
  await fill({
    email: anaWithNewPassword.email,
    newPassword: anaWithNewPassword.password,
    recoveryKey: key.slice(0, -2),
  })
  await submit()
  await text('reset.key.length', { n: 23 }).waitFor()
  await visit('reset-length')
  await fill({ recoveryKey: withTypo(key) })
  await submit()
  await text('reset.key.typo').waitFor()
  await visit('reset-typo')
  const open = join(latchkey.dataFolder, 'no-key.txt')
  writeFileSync(open, 'a shopping list')
  await main.setDesktop({ open })
  await press('reset.key.open')
  await text('reset.key.file').waitFor()
  await visit('reset-file')
  await press('reset.nokey')
  await visit('reset-no-key')
}

async function refusedByMain({ screens, main, visit, advanceClocks }: Walk, key: string): Promise<void> {
  const { fill, submit, text } = screens
  await fill({ recoveryKey: key, newPassword: anaWithNewPassword.password, email: 'nobody@example.com' })
  await submit()
  await text('reset.wrong').waitFor()
  await visit('reset-wrong')
  await main.refuse('auth:resetPassword', { code: 'invalidResetToken' })
  await fill({ email: anaWithNewPassword.email, newPassword: anaWithNewPassword.password })
  await submit()
  await text('reset.token').waitFor()
  await visit('reset-token')
  await main.refuse('auth:resetPassword', { code: 'weakPassword', reason: 'common' })
  await submit()
  await text('register.pw.common').waitFor()
  await visit('reset-weak')
  await main.passThrough('auth:resetPassword')
  const retryAt = (await screens.page.evaluate(() => Date.now())) + 27_000
  await main.refuse('auth:requestReset', { code: 'tooManyAttempts', retryAt })
  await submit()
  await text('register.pw.common').waitFor({ state: 'detached' })
  await visit('reset-paused')
  await advanceClocks(28_000)
  await main.passThrough('auth:requestReset')
}

/** Changes one character, so that the check character no longer matches. */
export function withTypo(key: string): string {
  return (key.startsWith('7') ? '8' : '7') + key.slice(1)
}

import { bob, valueOf } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/** The widest possible email. No screen may cut it or grow wider than the window. */
const widest = { email: `${'w'.repeat(238)}@example.com`, password: 'une robe trop longue' }

/**
 * A recovery key that was not saved, a replaced key, an email that is taken, and the widest email.
 */
export async function otherKeys({ latchkey, screens, visit }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await screens.openRegister()
  await fill({ email: anaWithNewPassword.email, newPassword: bob.password })
  await submit()
  await text('register.email.taken').waitFor()
  await visit('register-taken')
  await latchkey.page.keyboard.press('Alt+ArrowLeft')
  valueOf(await latchkey.auth.register(bob))
  await screens.logIn(bob)
  await text('key.unsaved').waitFor()
  await visit('home-unsaved-key')
  await press('key.unsaved.action')
  await visit('home-unsaved-key-open')
  await fill({ password: bob.password })
  await submit()
  await text('key.pending').waitFor()
  await visit('key-pending')
  await screens.confirmKeySaved()
  await screens.openPage('settings')
  await press('sec.key.replace')
  await fill({ password: bob.password })
  await submit()
  await text('key.replaced').waitFor()
  await visit('key-replaced')
  await screens.confirmKeySaved()
  await screens.logOut()
  await screens.register(widest)
  await visit('key-widest')
  await screens.confirmKeySaved()
  await screens.openPage('settings')
  await visit('settings-widest')
  await press('del.card.open')
  await visit('delete-widest')
  await fill({ password: widest.password })
  await press('del.go')
  await text('welcome.deleted', { email: widest.email }).waitFor()
  await visit('login-note-deleted-widest')
}

import { bob, valueOf } from '../../../support/people'
import type { Walk } from '../walk'
import { anaNow } from './log-in'

/** The widest email there can be, so that no place cuts it or grows beyond the window. */
const widest = { email: `${'w'.repeat(238)}@example.com`, password: 'une robe trop longue' }

/** Keys that were not saved, replaced keys, a name that is taken, and the widest email. */
export async function otherKeys({ latchkey, screens, see }: Walk): Promise<void> {
  const { press, fill, submit, text } = screens
  await screens.openRegister()
  await fill({ email: anaNow.email, newPassword: bob.password })
  await submit()
  await text('register.email.taken').waitFor()
  await see('register-taken')
  await latchkey.page.keyboard.press('Alt+ArrowLeft')
  valueOf(await latchkey.auth.register(bob))
  await screens.logIn(bob)
  await text('key.unsaved').waitFor()
  await see('session-unsaved-key')
  await press('key.unsaved.action')
  await see('session-unsaved-key-open')
  await fill({ password: bob.password })
  await submit()
  await text('key.pending').waitFor()
  await see('key-pending')
  await screens.keepKey()
  await press('sec.key.replace')
  await fill({ password: bob.password })
  await submit()
  await text('key.replaced').waitFor()
  await see('key-replaced')
  await screens.keepKey()
  await screens.logOut()
  await screens.register(widest)
  await see('key-widest')
  await screens.keepKey()
  await see('session-widest')
  await press('sec.delete')
  await see('delete-widest')
  await fill({ password: widest.password })
  await press('del.go')
  await text('welcome.deleted', { email: widest.email }).waitFor()
  await see('login-note-deleted-widest')
}

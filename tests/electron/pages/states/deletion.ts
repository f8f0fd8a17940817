import { bob } from '../../../support/people'
import type { Walk } from '../every-state'
import { anaNow } from './log-in'

/** Accounts go: one of two, then the last. */
export async function deletion({ screens, see }: Walk): Promise<void> {
  const remove = async (person: typeof bob) => {
    await screens.logIn(person)
    await screens.press('sec.delete')
    await screens.fill({ password: person.password })
    await screens.press('del.go')
    await screens.text('welcome.deleted', { email: person.email }).waitFor()
  }
  await screens.page.reload()
  await screens.arrive('login.h1')
  await screens.page.locator('header a').click()
  await screens.arrive('welcome.h1')
  await see('welcome-existing')
  await screens.press('welcome.logIn')
  await remove(bob)
  await see('login-note-deleted')
  await remove(anaNow)
  await screens.arrive('welcome.h1')
  await see('welcome-deleted')
}

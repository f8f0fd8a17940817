import { bob } from '../../../support/people'
import type { Walk } from '../walk'
import { anaNow } from './log-in'

/** Accounts go: one of two, then the last. */
export async function deletion(walk: Walk): Promise<void> {
  const { screens, see } = walk
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
  await backUpFirst(walk)
  await remove(bob)
  await see('login-note-deleted')
  await remove(anaNow)
  await screens.arrive('welcome.h1')
  await see('welcome-deleted')
}

/** The way out of a deletion that keeps what would be lost. */
async function backUpFirst({ screens, main, see }: Walk): Promise<void> {
  await screens.logIn(bob)
  await screens.press('sec.delete')
  await screens.press('del.backup')
  await screens.text('backup.body').waitFor()
  await see('backup')
  await main.answer('desktop:backUp', { ok: true, value: { path: '/media/stick/latchkey-backup-2026-11-22.db' } })
  await screens.press('backup.go')
  await screens.text('backup.done', { path: '/media/stick/latchkey-backup-2026-11-22.db' }).waitFor()
  await see('backup-done')
  await screens.page.keyboard.press('Escape')
  await screens.logOut()
}

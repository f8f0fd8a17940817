import { bob } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/** Deletes one of two accounts, then the last one. */
export async function deletion(walk: Walk): Promise<void> {
  const { screens, visit } = walk
  const remove = async (person: typeof bob) => {
    await screens.logIn(person)
    await screens.openPage('settings')
    await screens.press('del.card.open')
    await screens.fill({ password: person.password })
    await screens.press('del.go')
    await screens.text('welcome.deleted', { email: person.email }).waitFor()
  }
  await screens.page.reload()
  await screens.expectHeading('login.h1')
  await screens.page.locator('header a').click()
  await screens.expectHeading('welcome.h1')
  await visit('welcome-existing')
  await screens.press('welcome.logIn')
  await backUpFirst(walk)
  await remove(bob)
  await visit('login-note-deleted')
  await remove(anaWithNewPassword)
  await screens.expectHeading('welcome.h1')
  await visit('welcome-deleted')
}

/** The deletion dialog offers a backup before anything is lost. */
async function backUpFirst({ screens, main, visit }: Walk): Promise<void> {
  await screens.logIn(bob)
  await screens.openPage('settings')
  await screens.press('del.card.open')
  await screens.press('del.backup')
  await screens.text('backup.body').waitFor()
  await visit('backup')
  await main.answer('desktop:backUp', { ok: true, value: { path: '/media/stick/latchkey-backup-2026-11-22.db' } })
  await screens.press('backup.go')
  await screens.text('backup.done', { path: '/media/stick/latchkey-backup-2026-11-22.db' }).waitFor()
  await visit('backup-done')
  await screens.page.keyboard.press('Escape')
  await screens.logOut()
}

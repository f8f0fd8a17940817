import { bob } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

/** Refuses to delete the only owner. Then deletes the other account, and the last one. */
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
  await onlyOwner(walk)
  await remove(bob)
  await visit('login-note-deleted')
  await remove(anaWithNewPassword)
  await screens.expectHeading('welcome.h1')
  await visit('welcome-deleted')
}

/** The dialog offers an owner a backup, and does not delete the only one. */
async function onlyOwner({ screens, visit }: Walk): Promise<void> {
  await screens.logIn(anaWithNewPassword)
  await screens.openPage('settings')
  await screens.press('del.card.open')
  await screens.press('del.backup')
  await screens.text('backup.body').waitFor()
  await screens.page.keyboard.press('Escape')
  await screens.press('del.card.open')
  await screens.fill({ password: anaWithNewPassword.password })
  await screens.press('del.go')
  await screens.text('del.lastOwner').waitFor()
  await visit('delete-last-owner')
  await screens.press('del.keep')
  await screens.logOut()
}

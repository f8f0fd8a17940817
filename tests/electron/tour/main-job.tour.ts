import { rmSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ana } from '../../support/people'
import { test } from '../fixtures'
import { settleForScreenshot } from '../pages/settle-for-screenshot'
import { screensOf } from '../pages/screens'
import { tourFolder, takePicture, writeIndex } from './album'

const newPassword = 'trois petits chats'

test('takes a picture of each screen of the main job, from the first start to the log-in after a reset', async ({
  page,
}) => {
  let number = 0
  const picture = (name: string) =>
    takePicture(page, join(tourFolder, `${String(++number).padStart(2, '0')}-${name}.png`))
  removeNumbered()
  await settleForScreenshot(page)
  await page.setViewportSize({ width: 960, height: 720 })
  const screens = screensOf(page)

  await screens.expectHeading('welcome.h1')
  await picture('welcome')
  await screens.openRegister()
  await picture('create-an-account')
  await screens.page.reload()
  const recoveryKey = await screens.register()
  await picture('save-your-recovery-key')
  await screens.confirmKeySaved()
  await screens.text('safe.h2').waitFor()
  await picture('home')
  await screens.openPage('activity')
  await screens.text('act.e.keySaved').waitFor()
  await picture('activity')
  await screens.openPage('settings')
  await picture('settings')
  await screens.logOut()
  await picture('logged-out')
  await screens.fill({ email: ana.email })
  await screens.follow('login.forgot')
  await screens.expectHeading('reset.h1')
  await picture('reset-your-password')
  await screens.fill({ recoveryKey, newPassword })
  await screens.submit()
  await screens.expectHeading('key.h1')
  await picture('new-recovery-key')
  await screens.confirmKeySaved()
  await screens.text('login.note.reset').waitFor()
  await picture('log-in-again')
  await screens.fill({ password: newPassword })
  await screens.submit()
  await screens.text('home.activity').waitFor()
  await picture('home-again')
  writeIndex()
})

function removeNumbered(): void {
  for (const file of existing()) if (/^\d+-.*\.png$/.test(file)) rmSync(join(tourFolder, file))
}

function existing(): string[] {
  try {
    return readdirSync(tourFolder)
  } catch {
    return []
  }
}

import { expect } from '@playwright/test'
import type { Walk } from '../walk'
import { fileBeside } from '../../file-beside'

/** The page Activity: loading, empty, failed, with many entries, and saved as a file. */
export async function activity(walk: Walk): Promise<void> {
  const { latchkey, screens, main, visit, advanceClocks } = walk
  await main.hold('auth:activity')
  await screens.openPage('activity')
  await advanceClocks(500)
  await screens.text('busy.working').waitFor()
  await visit('activity-loading')
  await main.answer('auth:activity', { ok: true, value: { entries: [], next: null } })
  await main.release('auth:activity')
  await screens.text('act.empty').waitFor()
  await visit('activity-empty')
  await main.refuse('auth:activity', { code: 'storage', reason: 'io' })
  await screens.page.reload()
  await screens.expectHeading('act.h1')
  await screens.text('store.io').waitFor()
  await visit('activity-failed')
  await main.passThrough('auth:activity')
  for (let line = 24; line >= 0; line -= 1) {
    await latchkey.auth.updatePreferences({ displayName: line > 0 ? `Ana ${line}` : 'Ana' })
  }
  await screens.press('shell.retry')
  await expect(rows(walk)).toHaveCount(20)
  await visit('activity-many')
  await screens.press('act.more')
  await expect(rows(walk)).not.toHaveCount(20)
  await visit('activity-more')
  await saveAsFile(walk)
}

const rows = ({ screens }: Walk) => screens.page.locator('tbody th[scope=row]')

async function saveAsFile({ latchkey, screens, main, visit }: Walk): Promise<void> {
  const path = fileBeside(latchkey.dataFolder, 'activity.csv')
  await main.setDesktop({ saveTo: path })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor()
  await visit('activity-saved')
  await main.refuse('desktop:saveActivity', { code: 'storage', reason: 'readOnly' })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor({ state: 'detached' })
  await visit('activity-not-saved')
  await main.passThrough('desktop:saveActivity')
}

import { expect } from '@playwright/test'
import { join } from 'node:path'
import type { Walk } from '../walk'

/** The activity card: waiting, empty, failed, many lines, and as a file. */
export async function activity(walk: Walk): Promise<void> {
  const { latchkey, screens, main, see, pass } = walk
  await main.hold('auth:activity')
  await back(walk)
  await pass(500)
  await screens.text('busy.working').waitFor()
  await see('session-loading')
  await main.answer('auth:activity', { ok: true, value: { entries: [], next: null } })
  await main.release('auth:activity')
  await screens.text('act.empty').waitFor()
  await see('session-activity-empty')
  await main.refuse('auth:activity', { code: 'storage', reason: 'io' })
  await back(walk)
  await screens.text('store.io').waitFor()
  await see('session-activity-failed')
  await main.asUsual('auth:activity')
  for (let line = 24; line >= 0; line -= 1) {
    await latchkey.auth.updatePreferences({ displayName: line > 0 ? `Ana ${line}` : 'Ana' })
  }
  await screens.press('shell.retry')
  await expect(rows(walk)).toHaveCount(20)
  await see('session-activity-many')
  await screens.press('act.more')
  await expect(rows(walk)).not.toHaveCount(20)
  await see('session-activity-more')
  await asFile(walk)
}

const rows = ({ screens }: Walk) => screens.page.locator('tbody tr')

/** A reload comes back to the session that main still holds. */
async function back({ screens }: Walk): Promise<void> {
  await screens.page.reload()
  await screens.arrive('home.h1', { name: 'Ana' })
}

async function asFile({ latchkey, screens, main, see }: Walk): Promise<void> {
  const path = join(latchkey.dataFolder, 'activity.csv')
  await main.system({ saveTo: path })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor()
  await see('session-activity-saved')
  await main.refuse('desktop:saveActivity', { code: 'storage', reason: 'readOnly' })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor({ state: 'detached' })
  await see('session-activity-not-saved')
  await main.asUsual('desktop:saveActivity')
}

import { expect } from '@playwright/test'
import { join } from 'node:path'
import type { Walk } from '../walk'

/** The activity card: loading, empty, failed, with many entries, and saved as a file. */
export async function activity(walk: Walk): Promise<void> {
  const { latchkey, screens, main, visit, advanceClocks } = walk
  await main.hold('auth:activity')
  await reloadSession(walk)
  await advanceClocks(500)
  await screens.text('busy.working').waitFor()
  await visit('session-loading')
  await main.answer('auth:activity', { ok: true, value: { entries: [], next: null } })
  await main.release('auth:activity')
  await screens.text('act.empty').waitFor()
  await visit('session-activity-empty')
  await main.refuse('auth:activity', { code: 'storage', reason: 'io' })
  await reloadSession(walk)
  await screens.text('store.io').waitFor()
  await visit('session-activity-failed')
  await main.passThrough('auth:activity')
  for (let line = 24; line >= 0; line -= 1) {
    await latchkey.auth.updatePreferences({ displayName: line > 0 ? `Ana ${line}` : 'Ana' })
  }
  await screens.press('shell.retry')
  await expect(rows(walk)).toHaveCount(20)
  await visit('session-activity-many')
  await screens.press('act.more')
  await expect(rows(walk)).not.toHaveCount(20)
  await visit('session-activity-more')
  await saveAsFile(walk)
}

const rows = ({ screens }: Walk) => screens.page.locator('tbody tr')

/** Reloads the page, which returns to the session because main still holds it. */
async function reloadSession({ screens }: Walk): Promise<void> {
  await screens.page.reload()
  await screens.expectHeading('home.h1', { name: 'Ana' })
}

async function saveAsFile({ latchkey, screens, main, visit }: Walk): Promise<void> {
  const path = join(latchkey.dataFolder, 'activity.csv')
  await main.setDesktop({ saveTo: path })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor()
  await visit('session-activity-saved')
  await main.refuse('desktop:saveActivity', { code: 'storage', reason: 'readOnly' })
  await screens.press('act.csv')
  await screens.text('act.saved', { path }).waitFor({ state: 'detached' })
  await visit('session-activity-not-saved')
  await main.passThrough('desktop:saveActivity')
}

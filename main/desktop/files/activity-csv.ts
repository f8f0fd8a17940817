import { eventText } from '../../../copy/event-text'
import type { ActivityEntry, CallError } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { DesktopOutcome } from '../../../preload/desktop'
import type { Calls } from '../../calls/calls'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import type { Dialogs } from './dialogs'
import { writePrivately } from './private-file'
import type { Translate } from '../settings/i18n'

export type ActivityDeps = { translate: Translate; dialogs: Dialogs; activity: Calls['activity']; pageSize: number }

export const activityFileName = 'latchkey-activity.csv'

/** Excel reads a file without this mark as the system's own code page and garbles accents. */
const byteOrderMark = '\uFEFF'

/**
 * Saves all that the activity list can show, as the person who is logged in and nobody else: it asks the
 * same call the screens ask.
 */
export async function saveActivity(deps: ActivityDeps): Promise<DesktopOutcome<'saveActivity'>> {
  const all = await everyPage(deps)
  if (!all.ok) return all
  const path = await deps.dialogs.save({
    title: deps.translate('dialog.saveActivity'),
    name: activityFileName,
    kind: 'csv',
  })
  if (path === null) return ok(null)
  try {
    await writePrivately(path, activityCsv(all.value, deps.translate))
    return ok({ path })
  } catch (error) {
    return err({ code: 'storage', reason: toStorageError(error, 'saving the activity').reason })
  }
}

/** RFC 4180, times in UTC, newest first. */
export function activityCsv(entries: readonly ActivityEntry[], translate: Translate): string {
  const head = [translate('act.when'), translate('act.what'), translate('act.result')]
  const rows = entries.map(({ at, event, outcome }) => [
    new Date(at).toISOString(),
    translate(eventText[event]),
    translate(outcome === 'done' ? 'act.ok' : 'act.fail'),
  ])
  return byteOrderMark + [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

/** One cell. A spreadsheet runs what begins like a formula, so that is made text first (OWASP, CSV injection; ASVS 1.2.10). */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]|^'/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

async function everyPage({
  activity,
  pageSize,
}: ActivityDeps): Promise<Outcome<ActivityEntry[], CallError<'activity'>>> {
  const entries: ActivityEntry[] = []
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<Calls['activity']>> = await activity({
      limit: pageSize,
      ...(before !== null && { before }),
    })
    if (!page.ok) return page
    entries.push(...page.value.entries)
    before = page.value.next
  } while (before !== null)
  return ok(entries)
}

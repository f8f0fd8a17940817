import { eventText } from '../../../copy/event-text'
import type { ActivityEntry, CallError } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { DesktopOutcome } from '../../../preload/desktop'
import type { Calls } from '../../calls/calls'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import type { Dialogs } from './dialogs'
import { writePrivateFile } from './private-file'
import type { Translate } from '../settings/i18n'

export type ActivityDeps = { translate: Translate; dialogs: Dialogs; activity: Calls['activity']; pageSize: number }

export const activityFileName = 'latchkey-activity.csv'

/** Without this mark, Excel assumes the system's code page and garbles accents. */
const byteOrderMark = '\uFEFF'

/**
 * Saves the whole activity list. Reads it through the `activity` call, so the access rules of the
 * screens apply: only the logged-in user's own activity is saved.
 */
export async function saveActivity(deps: ActivityDeps): Promise<DesktopOutcome<'saveActivity'>> {
  const entries = await readAllPages(deps)
  if (!entries.ok) return entries
  const path = await deps.dialogs.save({
    title: deps.translate('dialog.saveActivity'),
    name: activityFileName,
    kind: 'csv',
  })
  if (path === null) return ok(null)
  try {
    await writePrivateFile(path, activityCsv(entries.value, deps.translate))
    return ok({ path })
  } catch (error) {
    return err({ code: 'storage', reason: toStorageError(error, 'saving the activity').reason })
  }
}

/** Formats entries as CSV (RFC 4180), newest first, with times in UTC. */
export function activityCsv(entries: readonly ActivityEntry[], translate: Translate): string {
  const header = [translate('act.when'), translate('act.what'), translate('act.result')]
  const rows = entries.map(({ at, event, outcome }) => [
    new Date(at).toISOString(),
    translate(eventText[event]),
    translate(outcome === 'done' ? 'act.ok' : 'act.fail'),
  ])
  return byteOrderMark + [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

/**
 * Escapes one cell. Spreadsheets execute text that begins like a formula, so such text gets a
 * leading apostrophe (OWASP, CSV injection; ASVS 1.2.10).
 */
export function csvCell(text: string): string {
  const escaped = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]|^'/.test(escaped) ? `"${escaped.replaceAll('"', '""')}"` : escaped
}

async function readAllPages({
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

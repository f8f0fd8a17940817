import { readFile, stat } from 'node:fs/promises'
import type { Outcome } from '../../../preload/errors'
import { canonicalRecoveryKey, groupRecoveryKey, isRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import type { Dialogs } from './dialogs'
import { writePrivateFile } from './private-file'
import type { Translate } from '../settings/i18n'

export type KeySheet = DesktopInput<'saveRecoveryKey'>
export type KeyFileDeps = { translate: Translate; dialogs: Dialogs; today: () => string }

/** Contains no email: file names show up in folders and in lists of recent files. */
export const keyFileName = 'latchkey-recovery-key.txt'

/** A key sheet has a few lines. A larger file was chosen by mistake and is not read. */
const keyFileMaxBytes = 64 * 1024

/** Saves the sheet in a file that only its owner can read. Null if the user cancels. */
export async function saveRecoveryKey(deps: KeyFileDeps, sheet: KeySheet): Promise<DesktopOutcome<'saveRecoveryKey'>> {
  return saveSheet(deps, {
    title: deps.translate('dialog.saveKey'),
    name: keyFileName,
    text: keySheetText(deps, sheet),
  })
}

/** Asks for a path and writes a sheet there. Null if the user cancels. */
export async function saveSheet(
  { dialogs }: KeyFileDeps,
  { title, name, text }: { title: string; name: string; text: string },
): Promise<Outcome<{ path: string } | null, 'storage'>> {
  const path = await dialogs.save({ title, name, kind: 'text' })
  if (path === null) return ok(null)
  try {
    await writePrivateFile(path, text)
    return ok({ path })
  } catch (error) {
    return err({ code: 'storage', reason: toStorageError(error, 'saving a key sheet').reason })
  }
}

/** Reads a saved sheet. Null if the user cancels; `malformed` if the file contains no key. */
export async function openRecoveryKey({ translate, dialogs }: KeyFileDeps): Promise<DesktopOutcome<'openRecoveryKey'>> {
  const path = await dialogs.open({ title: translate('dialog.openKey'), kind: 'text' })
  if (path === null) return ok(null)
  const sheet = findKey(await readSmallFile(path))
  return sheet ? ok(sheet) : err({ code: 'invalidInput', fields: { file: 'malformed' } })
}

/** The text of a key sheet, for the file and for the printer. */
export function keySheetText(
  { translate, today }: Pick<KeyFileDeps, 'translate' | 'today'>,
  { email, recoveryKey }: KeySheet,
): string {
  const key = groupRecoveryKey(canonicalRecoveryKey(recoveryKey))
  return `${translate('key.file', { email, key, date: today() })}\n`
}

/** Finds the key, and the email if there is one, in a sheet of any language. */
export function findKey(text: string): { email: string; recoveryKey: string } | null {
  const values = text.split(/\r?\n/).map((line) => line.replace(/^[^:]*:/, '').trim())
  const recoveryKey = values.map(canonicalRecoveryKey).find(isRecoveryKey)
  if (recoveryKey === undefined) return null
  return { email: values.find((value) => /^\S+@\S+$/.test(value)) ?? '', recoveryKey: groupRecoveryKey(recoveryKey) }
}

async function readSmallFile(path: string): Promise<string> {
  const stats = await stat(path).catch(() => null)
  // Reject pipes and devices: they report no size, and reading them may never end.
  if (!stats?.isFile() || stats.size > keyFileMaxBytes) return ''
  return readFile(path, 'utf8').catch(() => '')
}

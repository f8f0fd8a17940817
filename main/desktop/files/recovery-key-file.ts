import { readFile, stat } from 'node:fs/promises'
import type { Outcome } from '../../../preload/errors'
import { canonicalRecoveryKey, groupRecoveryKey, isRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import type { Dialogs } from './dialogs'
import { writePrivately } from './private-file'
import type { Translate } from '../settings/i18n'

export type KeySheet = DesktopInput<'saveRecoveryKey'>
export type KeyFileDeps = { translate: Translate; dialogs: Dialogs; today: () => string }

/** No email in the name: file names show in folders and in lists of recent files. */
export const keyFileName = 'latchkey-recovery-key.txt'

/** A key sheet is a few lines; what is larger was chosen by mistake and is not read. */
const keyFileMaxBytes = 64 * 1024

/** Saves the sheet where the person says, readable by them alone. Null when they changed their mind. */
export async function saveRecoveryKey(deps: KeyFileDeps, sheet: KeySheet): Promise<DesktopOutcome<'saveRecoveryKey'>> {
  return saveSheet(deps, {
    title: deps.translate('dialog.saveKey'),
    name: keyFileName,
    text: keySheetText(deps, sheet),
  })
}

/** Asks where to, and writes a sheet there. */
export async function saveSheet(
  { dialogs }: KeyFileDeps,
  { title, name, text }: { title: string; name: string; text: string },
): Promise<Outcome<{ path: string } | null, 'storage'>> {
  const path = await dialogs.save({ title, name, kind: 'text' })
  if (path === null) return ok(null)
  try {
    await writePrivately(path, text)
    return ok({ path })
  } catch (error) {
    return err({ code: 'storage', reason: toStorageError(error, 'saving a key sheet').reason })
  }
}

/** Reads a saved sheet. Null when the person changed their mind; `malformed` where no key stands in the file. */
export async function openRecoveryKey({ translate, dialogs }: KeyFileDeps): Promise<DesktopOutcome<'openRecoveryKey'>> {
  const path = await dialogs.open({ title: translate('dialog.openKey'), kind: 'text' })
  if (path === null) return ok(null)
  const found = findKey(await readSmall(path))
  return found ? ok(found) : err({ code: 'invalidInput', fields: { file: 'malformed' } })
}

/** The lines of a sheet, the same on paper and in a file. */
export function keySheetText(
  { translate, today }: Pick<KeyFileDeps, 'translate' | 'today'>,
  { email, recoveryKey }: KeySheet,
): string {
  const key = groupRecoveryKey(canonicalRecoveryKey(recoveryKey))
  return `${translate('key.file', { email, key, date: today() })}\n`
}

/** Finds the key, and the email where one stands, in whichever language the sheet was written or typed off. */
export function findKey(text: string): { email: string; recoveryKey: string } | null {
  const values = text.split(/\r?\n/).map((line) => line.replace(/^[^:]*:/, '').trim())
  const recoveryKey = values.map(canonicalRecoveryKey).find(isRecoveryKey)
  if (recoveryKey === undefined) return null
  return { email: values.find((value) => /^\S+@\S+$/.test(value)) ?? '', recoveryKey: groupRecoveryKey(recoveryKey) }
}

async function readSmall(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  // A pipe or a device has no size, and may never end.
  if (!found?.isFile() || found.size > keyFileMaxBytes) return ''
  return readFile(path, 'utf8').catch(() => '')
}

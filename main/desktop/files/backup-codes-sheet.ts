import { canonicalCode, groupBackupCode } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { printSheet, type PrintDeps } from './key-sheet-page'
import { saveSheet, type KeyFileDeps } from './recovery-key-file'

/** Contains no email: file names show up in folders and in lists of recent files. */
export const codesFileName = 'latchkey-backup-codes.txt'

/** Saves the codes in a file that only its owner can read. Null if the user cancels. */
export function saveBackupCodes(
  deps: KeyFileDeps,
  sheet: DesktopInput<'saveBackupCodes'>,
): Promise<DesktopOutcome<'saveBackupCodes'>> {
  return saveSheet(deps, {
    title: deps.translate('dialog.saveCodes'),
    name: codesFileName,
    text: codeSheetText(deps, sheet),
  })
}

/** Prints the codes through the system's dialog. Null if the user cancels. */
export function printBackupCodes(
  deps: PrintDeps,
  sheet: DesktopInput<'printBackupCodes'>,
): Promise<DesktopOutcome<'printBackupCodes'>> {
  return printSheet(deps, codeSheetText(deps, sheet))
}

function codeSheetText(
  { translate, today }: Pick<KeyFileDeps, 'translate' | 'today'>,
  { email, backupCodes }: DesktopInput<'saveBackupCodes'>,
): string {
  const codes = backupCodes.map(canonicalCode).map(groupBackupCode).join('\n')
  return `${translate('codes.file', { email, codes, date: today() })}\n`
}

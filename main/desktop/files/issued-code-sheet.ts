import { canonicalRecoveryKey, groupRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { printSheet, type PrintDeps } from './key-sheet-page'
import { saveSheet, type KeyFileDeps } from './recovery-key-file'

type CodeSheet = DesktopInput<'saveIssuedCode'>
export type IssuedCodeDeps = KeyFileDeps & PrintDeps & { dateTime: (at: number) => string }

/** Saves the code in a file that only its owner can read. Null if the user cancels. */
export function saveIssuedCode(deps: IssuedCodeDeps, sheet: CodeSheet): Promise<DesktopOutcome<'saveIssuedCode'>> {
  return saveSheet(deps, {
    title: deps.translate('dialog.saveIssuedCode'),
    // Contains no email: file names show up in folders and in lists of recent files.
    name: sheet.email === null ? 'latchkey-invitation.txt' : 'latchkey-reset-code.txt',
    text: issuedCodeText(deps, sheet),
  })
}

/** Prints the code through the system's dialog. Null if the user cancels. */
export function printIssuedCode(deps: IssuedCodeDeps, sheet: CodeSheet): Promise<DesktopOutcome<'printIssuedCode'>> {
  return printSheet(deps, issuedCodeText(deps, sheet))
}

function issuedCodeText(
  { translate, dateTime }: Pick<IssuedCodeDeps, 'translate' | 'dateTime'>,
  { email, issuedCode, expiresAt }: CodeSheet,
): string {
  const values = { code: groupRecoveryKey(canonicalRecoveryKey(issuedCode)), date: dateTime(expiresAt) }
  const text =
    email === null ? translate('print.invitation', values) : translate('print.resetCode', { ...values, email })
  return `${text}\n`
}

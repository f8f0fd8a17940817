import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { LoggedIn } from '../../calls/call'
import type { Transfer } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import { keySheetText, type KeyFileDeps } from '../files/recovery-key-file'

export type ImportDeps = KeyFileDeps & { transfer: Transfer; dialogs: Dialogs }

/** Lets the user choose a file of accounts and reports what an import would do with each. */
export function previewImport({ transfer, dialogs, translate }: ImportDeps): Promise<DesktopOutcome<'previewImport'>> {
  return transfer.previewImport(() => dialogs.open({ title: translate('dialog.import'), kind: 'database' }))
}

/** Imports the previewed accounts. Asks for a folder if recovery keys must be saved. */
export function importAccounts(
  deps: ImportDeps,
  input: DesktopInput<'importAccounts'>,
  caller: LoggedIn,
): Promise<DesktopOutcome<'importAccounts'>> {
  const chooseFolder = () => deps.dialogs.folder({ title: deps.translate('dialog.keyFolder') })
  return deps.transfer.importAccounts(chooseFolder, (sheet) => keySheetText(deps, sheet), caller, input)
}

/** Cancels the running import, which rolls back. */
export function cancel({ transfer }: ImportDeps, input: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  return transfer.cancel(input)
}

import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { LoggedIn } from '../../calls/call'
import type { Transfer } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import { keySheetText, type KeyFileDeps } from '../files/recovery-key-file'

export type ImportDeps = KeyFileDeps & { transfer: Transfer; dialogs: Dialogs }

/** Lets the person choose a file of accounts, and says what would become of each. */
export function previewImport({ transfer, dialogs, translate }: ImportDeps): Promise<DesktopOutcome<'previewImport'>> {
  return transfer.previewImport(() => dialogs.open({ title: translate('dialog.import'), kind: 'database' }))
}

/** Imports what was shown; asks for a folder where keys must be saved. */
export function importAccounts(
  deps: ImportDeps,
  input: DesktopInput<'importAccounts'>,
  caller: LoggedIn | null,
): Promise<DesktopOutcome<'importAccounts'>> {
  const chooseFolder = () => deps.dialogs.folder({ title: deps.translate('dialog.keyFolder') })
  return deps.transfer.importAccounts(chooseFolder, (sheet) => keySheetText(deps, sheet), caller, input)
}

/** Rolls back the import that is under way. */
export function cancel({ transfer }: ImportDeps, input: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  return transfer.cancel(input)
}

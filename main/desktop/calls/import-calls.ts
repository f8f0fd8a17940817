import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { LoggedIn } from '../../calls/call'
import type { Moving } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import { keySheetText, type KeyFileDeps } from '../files/recovery-key-file'

export type ImportDeps = KeyFileDeps & { moving: Moving; dialogs: Dialogs }

/** Lets the person choose a file of accounts, and says what would become of each. */
export function previewImport({ moving, dialogs, say }: ImportDeps): Promise<DesktopOutcome<'previewImport'>> {
  return moving.previewImport(() => dialogs.open({ title: say('dialog.import'), kind: 'database' }))
}

/** Imports what was shown; asks for a folder where keys must be saved. */
export function importAccounts(
  deps: ImportDeps,
  input: DesktopInput<'importAccounts'>,
  caller: LoggedIn | null,
): Promise<DesktopOutcome<'importAccounts'>> {
  const chooseFolder = () => deps.dialogs.folder({ title: deps.say('dialog.keyFolder') })
  return deps.moving.importAccounts(chooseFolder, (sheet) => keySheetText(deps, sheet), caller, input)
}

/** Rolls back the import that is under way. */
export function cancel({ moving }: ImportDeps, input: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  return moving.cancel(input)
}

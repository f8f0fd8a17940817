/**
 * Backup, restore and import. Runs without Electron; each call takes its dialogs as arguments,
 * because a window opens them.
 */
import type { DesktopInput, DesktopOutcome } from '../preload/desktop'
import { backUpIfDue, listAutomaticBackups, removeAutomaticBackups } from './backup/automatic-backup'
import { backUp } from './backup/backup'
import type { TransferDeps } from './backup/deps'
import type { ChooseSource, ChooseTarget, RestoreState } from './backup/dialog-types'
import { checkRestorable, previewRestore, restore } from './backup/restore'
import type { LoggedIn } from './calls/call'
import { ok } from './calls/outcome'
import { cancel, importAccounts } from './import/import'
import type { KeySheetText } from './import/key-files'
import { previewImport, type ImportState } from './import/preview'

/**
 * One method for each call of `window.desktop` that transfers accounts, and the automatic backup.
 * Access is checked before (main/calls/access.ts).
 */
export type Transfer = {
  backUp(choose: ChooseTarget, caller: LoggedIn, input: DesktopInput<'backUp'>): Promise<DesktopOutcome<'backUp'>>
  previewRestore(choose: ChooseSource, input: DesktopInput<'previewRestore'>): Promise<DesktopOutcome<'previewRestore'>>
  restore(caller: LoggedIn | null, input: DesktopInput<'restore'>): Promise<DesktopOutcome<'restore'>>
  previewImport(choose: ChooseSource): Promise<DesktopOutcome<'previewImport'>>
  importAccounts(
    chooseFolder: ChooseSource,
    sheetOf: KeySheetText,
    caller: LoggedIn,
    input: DesktopInput<'importAccounts'>,
  ): Promise<DesktopOutcome<'importAccounts'>>
  cancel(input: DesktopInput<'cancel'>): DesktopOutcome<'cancel'>
  automaticBackups(): Promise<DesktopOutcome<'automaticBackups'>>
  /** Writes one automatic backup a day. Never throws. */
  backUpIfDue(): Promise<void>
  /** After the last account was deleted: its backups would bring it back. Never throws. */
  removeAutomaticBackups(): Promise<void>
}

export function createTransfer(deps: TransferDeps): Transfer {
  const restoreState: RestoreState = { preview: null, encrypted: null, restoring: false, attempts: { recorded: null } }
  const importState: ImportState = { preview: null, running: null }
  return {
    backUp: (choose, caller, input) => backUp(deps, choose, caller, input),
    previewRestore: (choose, input) => previewRestore(deps, restoreState, choose, input),
    restore: (caller, input) => restore(deps, restoreState, caller, input),
    previewImport: (choose) => previewImport(deps, importState, choose),
    importAccounts: (chooseFolder, sheetOf, caller, input) =>
      importAccounts(deps, importState, chooseFolder, sheetOf, caller, input),
    cancel: (input) => cancel(importState, input),
    async automaticBackups() {
      const readable = checkRestorable(deps)
      return readable.ok ? ok(await listAutomaticBackups(deps)) : readable
    },
    backUpIfDue: () => backUpIfDue(deps),
    async removeAutomaticBackups() {
      if (!(await removeAutomaticBackups(deps.folder))) deps.log('automatic backups are left', {})
    },
  }
}

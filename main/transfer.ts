/**
 * Backup, restore and import. Runs without Electron; each call takes its dialogs as arguments,
 * because a window opens them.
 */
import type { DesktopInput, DesktopOutcome } from '../preload/desktop'
import { backUpIfDue, listAutomatic } from './backup/automatic-backup'
import { backUp } from './backup/backup'
import type { TransferDeps } from './backup/deps'
import type { ChooseSource, ChooseTarget, RestoreState } from './backup/dialog-types'
import { canBeRestored, previewRestore, restore } from './backup/restore'
import type { LoggedIn } from './calls/call'
import { ok } from './calls/outcome'
import { cancel, importAccounts } from './import/import'
import type { KeySheetText } from './import/key-files'
import { previewImport, type ImportState } from './import/preview'

/**
 * One method for each call of `window.desktop` that moves accounts, and what happens at idle. Who may call is checked
 * before (main/calls/access.ts).
 */
export type Transfer = {
  backUp(choose: ChooseTarget, input: DesktopInput<'backUp'>): Promise<DesktopOutcome<'backUp'>>
  previewRestore(choose: ChooseSource, input: DesktopInput<'previewRestore'>): Promise<DesktopOutcome<'previewRestore'>>
  restore(caller: LoggedIn | null, input: DesktopInput<'restore'>): Promise<DesktopOutcome<'restore'>>
  previewImport(choose: ChooseSource): Promise<DesktopOutcome<'previewImport'>>
  importAccounts(
    chooseFolder: ChooseSource,
    sheetOf: KeySheetText,
    caller: LoggedIn | null,
    input: DesktopInput<'importAccounts'>,
  ): Promise<DesktopOutcome<'importAccounts'>>
  cancel(input: DesktopInput<'cancel'>): DesktopOutcome<'cancel'>
  automaticBackups(): Promise<DesktopOutcome<'automaticBackups'>>
  /** At idle: one a day. Never throws. */
  backUpIfDue(): Promise<void>
}

export function createTransfer(deps: TransferDeps): Transfer {
  const shown: RestoreState = { preview: null, encrypted: null }
  const importing: ImportState = { preview: null, running: null }
  return {
    backUp: (choose, input) => backUp(deps, choose, input),
    previewRestore: (choose, input) => previewRestore(deps, shown, choose, input),
    restore: (caller, input) => restore(deps, shown, caller, input),
    previewImport: (choose) => previewImport(deps, importing, choose),
    importAccounts: (chooseFolder, sheetOf, caller, input) =>
      importAccounts(deps, importing, chooseFolder, sheetOf, caller, input),
    cancel: (input) => cancel(importing, input),
    async automaticBackups() {
      const readable = canBeRestored(deps)
      return readable.ok ? ok(await listAutomatic(deps)) : readable
    },
    backUpIfDue: () => backUpIfDue(deps),
  }
}

/**
 * Backup, restore and import. Runs without Electron; each call takes its dialogs as arguments,
 * because a window opens them.
 */
import type { DesktopInput, DesktopOutcome } from '../preload/desktop'
import { backUpIfDue, listAutomatic } from './backup/automatic-backup'
import { backUp } from './backup/backup'
import type { MovingDeps } from './backup/deps'
import type { ChooseSource, ChooseTarget, Shown } from './backup/dialog-types'
import { canBeRestored, previewRestore, restore } from './backup/restore'
import type { LoggedIn } from './calls/call'
import { done } from './calls/outcome'
import { cancel, importAccounts } from './import/import'
import type { KeySheetText } from './import/key-files'
import { previewImport, type Importing } from './import/preview'

/**
 * One method for each call of `window.desktop` that moves accounts, and what happens at idle. Who may call is checked
 * before (main/calls/access.ts).
 */
export type Moving = {
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

export function createMoving(deps: MovingDeps): Moving {
  const shown: Shown = { preview: null, encrypted: null }
  const importing: Importing = { preview: null, running: null }
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
      return readable.ok ? done(await listAutomatic(deps)) : readable
    },
    backUpIfDue: () => backUpIfDue(deps),
  }
}

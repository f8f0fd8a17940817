/**
 * Backup, restore and import. Runs without Electron; each call takes its dialogs as arguments,
 * because a window opens them.
 */
import type { Outcome } from '../preload/contract'
import type { DesktopInput, DesktopOutput } from '../preload/desktop'
import { backUpIfDue, listAutomatic } from './backup/automatic-backup'
import { backUp } from './backup/backup'
import type { MovingDeps } from './backup/deps'
import type { ChooseSource, ChooseTarget, Shown } from './backup/dialog-types'
import { maySee, previewRestore, restore } from './backup/restore'
import { done } from './calls/outcome'
import { cancel, importAccounts } from './import/import'
import type { KeySheetText } from './import/key-files'
import { previewImport, type Importing } from './import/preview'

/** One word for each call of `window.desktop` that moves accounts, and what happens at idle. */
export type Moving = {
  backUp(choose: ChooseTarget, input: DesktopInput<'backUp'>): Promise<Outcome<DesktopOutput<'backUp'>>>
  previewRestore(
    choose: ChooseSource,
    input: DesktopInput<'previewRestore'>,
  ): Promise<Outcome<DesktopOutput<'previewRestore'>>>
  restore(input: DesktopInput<'restore'>): Promise<Outcome<DesktopOutput<'restore'>>>
  previewImport(choose: ChooseSource): Promise<Outcome<DesktopOutput<'previewImport'>>>
  importAccounts(
    chooseFolder: ChooseSource,
    sheetOf: KeySheetText,
    input: DesktopInput<'importAccounts'>,
  ): Promise<Outcome<DesktopOutput<'importAccounts'>>>
  cancel(input: DesktopInput<'cancel'>): Outcome<null>
  automaticBackups(): Promise<Outcome<DesktopOutput<'automaticBackups'>>>
  /** At idle: one a day. Never throws. */
  backUpIfDue(): Promise<void>
}

export function createMoving(deps: MovingDeps): Moving {
  const shown: Shown = { preview: null, encrypted: null }
  const importing: Importing = { preview: null, running: null }
  return {
    backUp: (choose, input) => backUp(deps, choose, input),
    previewRestore: (choose, input) => previewRestore(deps, shown, choose, input),
    restore: (input) => restore(deps, shown, input),
    previewImport: (choose) => previewImport(deps, importing, choose),
    importAccounts: (chooseFolder, sheetOf, input) => importAccounts(deps, importing, chooseFolder, sheetOf, input),
    cancel: (input) => cancel(importing, input),
    async automaticBackups() {
      const may = maySee(deps)
      return may.ok ? done(await listAutomatic(deps)) : may
    },
    backUpIfDue: () => backUpIfDue(deps),
  }
}

/**
 * Moving house with the accounts: backups, going back to one, and accounts from elsewhere. Runs without Electron; the dialogs come in with each
 * call, because a window opens them.
 */
import type { Clock } from './auth/clock'
import type { Random } from './auth/secrets'
import type { CallDeps } from './calls/call'
import type { Log } from './calls/handler'
import { done } from './calls/outcome'
import type { AccountStore } from './database/database-handle'
import type { FileSystem } from './database/engine/file-system'
import type { Sql } from './database/engine/sql'
import type { Policy } from './policy'
import type { Outcome, SessionEnded } from '../preload/contract'
import type { DesktopInput, DesktopOutput, Progress } from '../preload/desktop'
import type { Age } from './backup/age'
import { backUpIfDue, listAutomatic } from './backup/automatic-backup'
import { backUp, type ChooseTarget } from './backup/backup'
import { cancel, importAccounts } from './import/import'
import { previewImport, type Importing } from './import/preview'
import type { KeySheetText } from './import/key-files'
import { maySee, previewRestore, restore, type ChooseSource, type Shown } from './backup/restore'

export type MovingDeps = {
  accounts: CallDeps
  store: AccountStore
  /** The data folder. */
  folder: string
  fs: FileSystem
  sql: () => Promise<Sql>
  age: Age
  /** Of this app, written into each backup. */
  version: string
  /** A longer file is not read. */
  readMaxBytes: number
  importMaxAccounts: number
  policy: Policy
  onProgress: (progress: Progress) => void
  /** The session of the window was ended by a restore. */
  onSessionEnded: (ended: SessionEnded) => void
  clock: Clock
  random: Random
  log: Log
}

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

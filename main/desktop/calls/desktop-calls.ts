import type { Outcome } from '../../../preload/contract'
import { desktopCalls, type DesktopCallName, type DesktopInput, type DesktopOutput } from '../../../preload/desktop'
import { guarded, type GuardDeps } from '../../calls/handler'
import { done } from '../../calls/outcome'
import { saveActivity, type ActivityDeps } from '../files/activity-csv'
import { automaticBackups, backUp, previewRestore, restore, type BackupDeps } from './backup-calls'
import { printBackupCodes, saveBackupCodes } from '../files/backup-codes-sheet'
import { clearRecoveryKey, copyBackupCodes, copyRecoveryKey, type ClipboardDeps } from '../files/secret-clipboard'
import { showDataFolder, type DataFolderDeps } from '../files/data-folder'
import { copyDiagnostics, type DiagnosticsDeps } from '../lifecycle/diagnostics'
import { printRecoveryKey, type PrintDeps } from '../files/key-sheet-page'
import { cancel, importAccounts, previewImport, type ImportDeps } from './import-calls'
import { openRecoveryKey, saveRecoveryKey, type KeyFileDeps } from '../files/recovery-key-file'
import { changeSettings, type SettingsCallDeps } from '../settings/settings'
import { reopenStore, storeNotice, type StoreDeps } from './store-calls'

/** What the calls of `window.desktop` work with: each room of the system names what it needs. */
export type DesktopDeps = GuardDeps &
  ActivityDeps &
  BackupDeps &
  ClipboardDeps &
  DataFolderDeps &
  DiagnosticsDeps &
  ImportDeps &
  KeyFileDeps &
  PrintDeps &
  SettingsCallDeps &
  StoreDeps & { protectScreen: (on: boolean) => void }

export type DesktopFunction<K extends DesktopCallName> = (
  deps: DesktopDeps,
  input: DesktopInput<K>,
) => Outcome<DesktopOutput<K>> | Promise<Outcome<DesktopOutput<K>>>

const functions = {
  copyRecoveryKey,
  clearRecoveryKey,
  protectScreen(deps, { on }) {
    deps.protectScreen(on)
    return done(null)
  },
  saveRecoveryKey,
  printRecoveryKey,
  openRecoveryKey,
  copyBackupCodes,
  saveBackupCodes,
  printBackupCodes,
  saveActivity,
  showDataFolder,
  copyDiagnostics,
  reopenStore,
  storeNotice,
  previewImport,
  importAccounts,
  cancel,
  backUp,
  previewRestore,
  restore,
  automaticBackups,
  settings: ({ settings }) => done(settings.current()),
  changeSettings,
} satisfies { [K in DesktopCallName]: DesktopFunction<K> }

export type DesktopCalls = { readonly [K in DesktopCallName]: (input?: unknown) => Promise<Outcome<DesktopOutput<K>>> }

/** The calls of `window.desktop`, ready for untrusted input. They work without an open store: that is where some are needed. */
export function createDesktopCalls(deps: DesktopDeps): DesktopCalls {
  const entries = Object.entries(functions).map(([name, run]) => [
    name,
    guarded(deps, name, desktopCalls[name as DesktopCallName].input, run as (deps: DesktopDeps, input: never) => never),
  ])
  return Object.fromEntries(entries) as DesktopCalls
}

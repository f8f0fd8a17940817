import { desktopCalls, type DesktopCallName, type DesktopInput, type DesktopOutcome } from '../../../preload/desktop'
import type { CallerOf } from '../../calls/call'
import { createHandlers, type HandlerDeps } from '../../calls/handler'
import { ok } from '../../calls/outcome'
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

/** Dependencies of the calls of `window.desktop`. Each module declares its own. */
export type DesktopDeps = ActivityDeps &
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
  caller: CallerOf<(typeof desktopCalls)[K]['access']>,
) => DesktopOutcome<K> | Promise<DesktopOutcome<K>>

const functions = {
  copyRecoveryKey,
  clearRecoveryKey,
  protectScreen(deps, { on }) {
    deps.protectScreen(on)
    return ok(null)
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
  settings: ({ settings }) => ok(settings.current()),
  changeSettings,
} satisfies { [K in DesktopCallName]: DesktopFunction<K> }

export type DesktopCalls = { readonly [K in DesktopCallName]: (input?: unknown) => Promise<DesktopOutcome<K>> }

/**
 * The calls of `window.desktop`. They accept untrusted input and never throw or reject; the answer
 * is always an Outcome.
 */
export function createDesktopCalls(deps: DesktopDeps, handler: HandlerDeps): DesktopCalls {
  return createHandlers(handler, desktopCalls, functions, deps) as DesktopCalls
}

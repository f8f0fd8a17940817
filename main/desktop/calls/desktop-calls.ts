import { desktopCalls, type DesktopCallName, type DesktopInput, type DesktopOutcome } from '../../../preload/desktop'
import type { CallerOf } from '../../calls/call'
import { createHandlers, type HandlerDeps } from '../../calls/handler'
import { ok } from '../../calls/outcome'
import { saveActivity } from '../files/activity-csv'
import { automaticBackups, backUp, previewRestore, restore } from './backup-calls'
import { printBackupCodes, saveBackupCodes } from '../files/backup-codes-sheet'
import { clearRecoveryKey, copyBackupCodes, copyRecoveryKey } from '../files/secret-clipboard'
import { showDataFolder } from '../files/data-folder'
import type { DesktopDeps } from './desktop-deps'
import { createDialogSession } from './dialog-session'
import { copyDiagnostics } from '../lifecycle/diagnostics'
import { printRecoveryKey } from '../files/key-sheet-page'
import { cancel, importAccounts, previewImport } from './import-calls'
import { printIssuedCode, saveIssuedCode } from '../files/issued-code-sheet'
import { openRecoveryKey, saveRecoveryKey } from '../files/recovery-key-file'
import { changeSettings } from '../settings/settings'
import { reopenStore, storeNotice } from './store-calls'

export type DesktopFunction<K extends DesktopCallName> = (
  deps: DesktopDeps,
  input: DesktopInput<K>,
  caller: CallerOf<(typeof desktopCalls)[K]['access']>,
) => DesktopOutcome<K> | Promise<DesktopOutcome<K>>

const createFunctions = ({ bindToSession, bindToOwner }: ReturnType<typeof createDialogSession>) =>
  ({
    copyRecoveryKey,
    clearRecoveryKey,
    protectScreen(deps, { on }) {
      deps.protectScreen(on)
      return ok(null)
    },
    saveRecoveryKey: bindToSession(saveRecoveryKey),
    printRecoveryKey: bindToSession(printRecoveryKey),
    openRecoveryKey,
    copyBackupCodes,
    saveBackupCodes: bindToSession(saveBackupCodes),
    printBackupCodes: bindToSession(printBackupCodes),
    saveIssuedCode: bindToOwner(saveIssuedCode),
    printIssuedCode: bindToOwner(printIssuedCode),
    saveActivity: bindToSession(saveActivity),
    showDataFolder,
    copyDiagnostics,
    reopenStore,
    storeNotice,
    previewImport,
    importAccounts: bindToOwner(importAccounts),
    cancel,
    backUp: bindToOwner(backUp),
    previewRestore,
    restore,
    automaticBackups,
    settings: ({ settings }) => ok(settings.current()),
    changeSettings,
  }) satisfies { [K in DesktopCallName]: DesktopFunction<K> }

export type DesktopCalls = { readonly [K in DesktopCallName]: (input?: unknown) => Promise<DesktopOutcome<K>> }

/**
 * The calls of `window.desktop`. They accept untrusted input and never throw or reject; the answer
 * is always an Outcome.
 */
export function createDesktopCalls(deps: DesktopDeps, handler: HandlerDeps): DesktopCalls {
  const functions = createFunctions(createDialogSession(handler.access))
  return createHandlers(handler, desktopCalls, functions, deps) as DesktopCalls
}

import type { ActivityDeps } from '../files/activity-csv'
import type { BackupDeps } from './backup-calls'
import type { ClipboardDeps } from '../files/secret-clipboard'
import type { DataFolderDeps } from '../files/data-folder'
import type { DiagnosticsDeps } from '../lifecycle/diagnostics'
import type { ImportDeps } from './import-calls'
import type { IssuedCodeDeps } from '../files/issued-code-sheet'
import type { KeyFileDeps } from '../files/recovery-key-file'
import type { PrintDeps } from '../files/key-sheet-page'
import type { SettingsCallDeps } from '../settings/settings'
import type { StoreDeps } from './store-calls'

/** Dependencies of the calls of `window.desktop`. Each module declares its own. */
export type DesktopDeps = ActivityDeps &
  BackupDeps &
  ClipboardDeps &
  DataFolderDeps &
  DiagnosticsDeps &
  ImportDeps &
  IssuedCodeDeps &
  KeyFileDeps &
  PrintDeps &
  SettingsCallDeps &
  StoreDeps & { protectScreen: (on: boolean) => void }

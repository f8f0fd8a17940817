import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'

export type DataFolderDeps = {
  dataFolder: string
  fileManager: { showItemInFolder(path: string): void; openPath(path: string): Promise<string> }
}

/** Opens the data folder in the file manager, with the account file selected if it exists. */
export function showDataFolder({ dataFolder, fileManager }: DataFolderDeps): DesktopOutcome<'showDataFolder'> {
  const accounts = join(dataFolder, 'accounts.db')
  if (existsSync(accounts)) fileManager.showItemInFolder(accounts)
  // Not awaited: `openPath` resolves only once the file manager has started.
  else void fileManager.openPath(dataFolder)
  return ok(null)
}

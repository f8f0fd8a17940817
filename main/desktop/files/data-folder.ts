import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'

export type DataFolderDeps = {
  dataFolder: string
  fileManager: { showItemInFolder(path: string): void; openPath(path: string): Promise<string> }
}

/** Opens the file manager on the data folder, the account file selected where there is one. */
export function showDataFolder({ dataFolder, fileManager }: DataFolderDeps): DesktopOutcome<'showDataFolder'> {
  const accounts = join(dataFolder, 'accounts.db')
  if (existsSync(accounts)) fileManager.showItemInFolder(accounts)
  // Answers only once the file manager is up, which no call should wait for.
  else void fileManager.openPath(dataFolder)
  return ok(null)
}

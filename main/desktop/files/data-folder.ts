import { existsSync } from 'node:fs'
import { readlink, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
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

/**
 * Whether a path is the folder or is in it, also through a link. Ignores case, because the file
 * systems of Windows and macOS do.
 */
export async function isInFolder(path: string, folder: string): Promise<boolean> {
  const [from, to] = [await followLinks(folder), await followLinks(path)].map(ignoringCase)
  const way = relative(from ?? '', to ?? '')
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

const ignoringCase = (path: string) => path.normalize('NFC').toLowerCase()

/** The number of links after which systems give up, so that a loop of links ends. */
const maxLinks = 40

/** The real path of a file that may not exist yet: a link to a missing file leads to that file. */
async function followLinks(path: string, links = 0): Promise<string> {
  const real = await realpath(path).catch(() => null)
  const folder = dirname(path)
  if (real !== null || folder === path) return real ?? path
  const realFolder = await followLinks(folder, links)
  const target = links < maxLinks ? await readlink(path).catch(() => null) : null
  return target === null ? join(realFolder, basename(path)) : followLinks(resolve(realFolder, target), links + 1)
}

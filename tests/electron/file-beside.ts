import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where a person saves files: outside of the data folder, which refuses them. */
export const filesFolder = (dataFolder: string) => `${dataFolder}-files`

/** A path in that folder, which exists then. It is removed with the data folder. */
export function fileBeside(dataFolder: string, name: string): string {
  const folder = filesFolder(dataFolder)
  mkdirSync(folder, { recursive: true })
  return join(folder, name)
}

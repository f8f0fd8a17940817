import { fileStatus, readBytes, removeFile, replacedName, writeNewFile, type Folder } from './files'

/** The timeline that a restore or an import replaced, and the one that took its place. */
export type Replaced = { replaced: string; by: string }

/**
 * Notes durably which timeline will be void. Everything in its journals is in the new database, or
 * in the copy that a restore keeps: after a crash, the next open must not take them for lost.
 */
export function noteReplaced(folder: Folder, { replaced, by }: Replaced): void {
  writeNewFile(folder, replacedName, Buffer.from(`${replaced} ${by}`))
}

/** The note; null if there is none, or if it is damaged. */
export function readReplaced(folder: Folder): Replaced | null {
  const size = fileStatus(folder, replacedName)?.size ?? 0
  if (size === 0 || size > 200) return null
  const [replaced, by] = readBytes(folder, replacedName, size).toString('latin1').split(' ')
  return replaced && by ? { replaced, by } : null
}

export function forgetReplaced(folder: Folder): void {
  removeFile(folder, replacedName)
}

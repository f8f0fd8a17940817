import { open, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { vi } from 'vitest'

export type WatchedSyncs = {
  /** The inodes of the files and folders that were synced, in this order. */
  readonly synced: number[]
  /** From now on a sync fails with this code: of this inode, else of any. */
  failWith: (code: string, inode?: number) => void
}

/** Watches every `FileHandle.sync` until the mocks are restored. */
export async function watchSyncs(): Promise<WatchedSyncs> {
  const handle = await open(tmpdir(), 'r')
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const synced: number[] = []
  let failure: { code: string; inode: number | undefined } | null = null
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    const { ino } = await this.stat()
    if (failure && (failure.inode ?? ino) === ino) throw Object.assign(new Error('sync failed'), { code: failure.code })
    synced.push(ino)
  })
  return { synced, failWith: (code, inode) => (failure = { code, inode }) }
}

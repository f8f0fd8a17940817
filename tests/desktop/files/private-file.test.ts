import { open, type FileHandle } from 'node:fs/promises'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { writePrivateFile } from '../../../main/desktop/files/private-file'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-private-'))
  file = join(folder, 'key.txt')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

/** The inodes of what is synced; a sync fails with the code, if there is one. */
async function watchSyncs(failure: string | null = null): Promise<number[]> {
  const handle = await open(folder, 'r')
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const synced: number[] = []
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    if (failure !== null) throw Object.assign(new Error('sync failed'), { code: failure })
    synced.push((await this.stat()).ino)
  })
  return synced
}

describe('a file that holds the only copy of a key', () => {
  test('is synced, then its folder', async () => {
    const synced = await watchSyncs()
    await writePrivateFile(file, 'the only key')
    expect(synced).toEqual([file, folder].map((path) => statSync(path).ino))
  })

  test('is not reported as saved if the disk fails to sync it', async () => {
    await watchSyncs('EIO')
    await expect(writePrivateFile(file, 'the only key')).rejects.toMatchObject({ code: 'EIO' })
  })

  test('is saved on a volume that cannot sync', async () => {
    await watchSyncs('EINVAL')
    await writePrivateFile(file, 'the only key')
    expect(readFileSync(file, 'utf8')).toBe('the only key')
  })
})

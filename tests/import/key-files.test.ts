import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { removeKeyFiles, saveKeyFile, syncKeyFiles } from '../../main/import/key-files'
import { watchSyncs } from '../support/watched-syncs'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))))
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const inode = (path: string) => statSync(path).ino

describe('the key files of an import', () => {
  test('are each synced when they are saved, and their folder when all are there', async () => {
    const { synced } = await watchSyncs()
    const first = await saveKeyFile(folder, 0, 'one')
    const second = await saveKeyFile(folder, 1, 'two')
    expect(synced).toEqual([inode(first), inode(second)])
    await syncKeyFiles(folder)
    expect(synced).toEqual([inode(first), inode(second), inode(folder)])
  })

  test('throw the error of the disk if they cannot be synced, and leave no file of theirs', async () => {
    const { failWith } = await watchSyncs()
    failWith('EIO')
    await expect(saveKeyFile(folder, 0, 'one')).rejects.toMatchObject({ code: 'EIO' })
    expect(readdirSync(folder)).toEqual([])
    await expect(syncKeyFiles(folder)).rejects.toMatchObject({ code: 'EIO' })
  })

  test.each(['EINVAL', 'ENOSYS', 'ENOTSUP'])('are saved on a volume that cannot sync: %s', async (code) => {
    const { failWith } = await watchSyncs()
    failWith(code)
    const path = await saveKeyFile(folder, 0, 'one')
    await syncKeyFiles(folder)
    expect(readFileSync(path, 'utf8')).toBe('one')
  })

  test('replace no file, and only their owner can read them', async () => {
    writeFileSync(join(folder, 'latchkey-recovery-key-1.txt'), 'of an earlier import')
    const path = await saveKeyFile(folder, 0, 'one')
    expect(path).toBe(join(folder, 'latchkey-recovery-key-2.txt'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await removeKeyFiles([path])
    expect(readdirSync(folder)).toEqual(['latchkey-recovery-key-1.txt'])
  })
})

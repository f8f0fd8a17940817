import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { writePrivateFile } from '../../../main/desktop/files/private-file'
import { watchSyncs } from '../../support/watched-syncs'

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

describe('a file that holds the only copy of a key', () => {
  test('is synced, then its folder', async () => {
    const { synced } = await watchSyncs()
    await writePrivateFile(file, 'the only key')
    expect(synced).toEqual([file, folder].map((path) => statSync(path).ino))
  })

  test('is not reported as saved if the disk fails to sync it', async () => {
    const { failWith } = await watchSyncs()
    failWith('EIO')
    await expect(writePrivateFile(file, 'the only key')).rejects.toMatchObject({ code: 'EIO' })
  })

  test('is saved on a volume that cannot sync', async () => {
    const { failWith } = await watchSyncs()
    failWith('EINVAL')
    await writePrivateFile(file, 'the only key')
    expect(readFileSync(file, 'utf8')).toBe('the only key')
  })
})

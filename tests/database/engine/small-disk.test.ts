import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { addAccount, emails, openStoreIn } from '../../support/store'

/** Mounts a file system of this size on the folder; false without the permission to mount. */
function mountSmallDisk(folder: string, kibibytes: number): boolean {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]).status === 0
  if (mounted) onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return mounted
}

test('a full disk refuses changes, loses nothing, and accepts changes again once there is space', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a small file system; faults.test.ts injects ENOSPC')
  const store = await openStoreIn(folder)
  const filler = join(folder, 'filler')
  addAccount(store, '0@x')
  fill(filler)
  const acknowledged = ['0@x']
  const add = (): void => {
    addAccount(store, `${acknowledged.length}@x`, 'h'.repeat(250))
    acknowledged.push(`${acknowledged.length}@x`)
  }
  expect(() => repeat(add)).toThrow(expect.objectContaining({ reason: 'diskFull' }))
  expect(emails(store)).toEqual(acknowledged)
  await store.checkpoint()
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(add).toThrow(expect.objectContaining({ reason: 'diskFull' }))
  rmSync(filler)
  add()
  await store.checkpoint()
  add()
  expect(emails(await openStoreIn(folder))).toEqual(acknowledged)
})

test('a first run on a full disk fails with diskFull, and the next attempt succeeds', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a small file system')
  fill(join(folder, 'filler'))
  await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'diskFull' })
  rmSync(join(folder, 'filler'))
  expect(addAccount(await openStoreIn(folder), 'a@x')).toBe(1)
})

test('a first run on a read-only disk fails with readOnly', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a file system')
  spawnSync('mount', ['-o', 'remount,ro', folder])
  await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'readOnly' })
})

test('a disk that becomes read-only fails with readOnly, and opens again once it is writable', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a file system')
  const store = await openStoreIn(folder)
  addAccount(store, 'a@x')
  await store.close()
  spawnSync('mount', ['-o', 'remount,ro', folder])
  await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'readOnly' })
  spawnSync('mount', ['-o', 'remount,rw', folder])
  expect(emails(await openStoreIn(folder))).toEqual(['a@x'])
})

function fill(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(4 * 1024 * 1024))
  } catch {
    // ENOSPC is the purpose.
  }
}

function repeat(work: () => void): never {
  for (;;) work()
}

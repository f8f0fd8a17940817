import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { addAccount, emails, openStoreIn } from '../../support/store'

/** A file system of so many KiB in the folder; false where we may not mount one. */
function mountSmallDisk(folder: string, kibibytes: number): boolean {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]).status === 0
  if (mounted) onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return mounted
}

test('a full disk refuses changes, loses nothing, and lets the app go on once there is room', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a small file system; faults.test.ts injects ENOSPC')
  const store = await openStoreIn(folder)
  const filler = join(folder, 'filler')
  addAccount(store, '0@x')
  fill(filler)
  const kept = ['0@x']
  const add = (): void => {
    addAccount(store, `${kept.length}@x`, 'h'.repeat(250))
    kept.push(`${kept.length}@x`)
  }
  expect(() => repeat(add)).toThrow(expect.objectContaining({ reason: 'diskFull' }))
  expect(emails(store)).toEqual(kept)
  await store.checkpoint()
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(add).toThrow(expect.objectContaining({ reason: 'diskFull' }))
  rmSync(filler)
  add()
  await store.checkpoint()
  add()
  expect(emails(await openStoreIn(folder))).toEqual(kept)
})

test('a disk that is full at the first run is a Store problem, and the next try works', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a small file system')
  fill(join(folder, 'filler'))
  await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'diskFull' })
  rmSync(join(folder, 'filler'))
  expect(addAccount(await openStoreIn(folder), 'a@x')).toBe(1)
})

test('a folder on a read-only disk is a Store problem at the first run', async ({ skip }) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 1024)) skip('only root may mount a file system')
  spawnSync('mount', ['-o', 'remount,ro', folder])
  await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'readOnly' })
})

test('a disk that becomes read-only refuses changes with that reason, and lets the app go on when it is writable again', async ({
  skip,
}) => {
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
    // That is what it is for.
  }
}

function repeat(work: () => void): never {
  for (;;) work()
}

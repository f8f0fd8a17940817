import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimFolder } from '../../../main/desktop/lifecycle/single-instance'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'latchkey-claim-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the data folder', () => {
  it('is ours if it can be written and is not locked', () => {
    expect(claimFolder(folder, () => true)).toBe('ours')
  })

  it('is taken if another Latchkey holds the lock', () => {
    expect(claimFolder(folder, () => false)).toBe('taken')
  })

  it('is created if it does not exist, accessible only to its owner', () => {
    const fresh = join(folder, 'new')
    expect(claimFolder(fresh, () => true)).toBe('ours')
    expect(statSync(fresh).mode & 0o777).toBe(0o700)
  })

  it('is left unchanged: the probe file is removed', () => {
    claimFolder(folder, () => true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('is read-only if it cannot be written, without requesting the lock', () => {
    const requestLock = vi.fn(() => false)
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    mkdirSync(join(folder, 'sub'))
    expect(claimFolder(join(file, 'below'), requestLock)).toBe('readOnly')
    expect(requestLock).not.toHaveBeenCalled()
  })
})

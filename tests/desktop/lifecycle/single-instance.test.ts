import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimFolder } from '../../../main/desktop/lifecycle/single-instance'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'latchkey-claim-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the data folder', () => {
  it('is ours when it can be written and nobody holds it', () => {
    expect(claimFolder(folder, () => true)).toBe('ours')
  })

  it('is taken when another Latchkey holds it', () => {
    expect(claimFolder(folder, () => false)).toBe('taken')
  })

  it('is made where it does not exist yet, for its owner alone', () => {
    const fresh = join(folder, 'new')
    expect(claimFolder(fresh, () => true)).toBe('ours')
    expect(statSync(fresh).mode & 0o777).toBe(0o700)
  })

  it('is left as it was: the probe goes', () => {
    claimFolder(folder, () => true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('is read-only, and no lock is asked for, where nothing can be written: the lock would fail as if a second one ran', () => {
    const requestLock = vi.fn(() => false)
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    mkdirSync(join(folder, 'sub'))
    expect(claimFolder(join(file, 'below'), requestLock)).toBe('readOnly')
    expect(requestLock).not.toHaveBeenCalled()
  })
})

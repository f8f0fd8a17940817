import type { FileSystem } from '../../main/database/engine/file-system'

/** How a file-system call goes wrong. */
export type Fault =
  /** It fails and has done nothing. */
  | 'error'
  /** The disk is full; of a write, half has been taken. */
  | 'full'
  /** It has done its work, and says that it failed. */
  | 'done but failed'
  /** It has done its work, and the process is dead: no later call does anything. */
  | 'crash after'
  /** Half of a write is done, of another call nothing, and the process is dead. */
  | 'crash within'

export const faults: readonly Fault[] = ['error', 'full', 'done but failed', 'crash after', 'crash within']

export type FaultFileSystem = FileSystem & {
  /** The calls so far, by name. */
  readonly calls: string[]
  /** Lets the call with that number, counted from 0, go wrong. */
  failAt(call: number, fault: Fault): void
  /** Whether the fault has happened. */
  struck(): boolean
  readonly dead: boolean
}

/** Thrown in place of everything once the process counts as dead. */
export class Crash extends Error {}

/**
 * Wraps a file system so that one call of a test's choice goes wrong. A sync that fails
 * makes the disk in memory forget what it should have written.
 */
export function createFaultFileSystem(real: FileSystem & { failNextSync?: () => void }): FaultFileSystem {
  const calls: string[] = []
  let planned: { call: number; fault: Fault } | null = null
  let struck = false
  let dead = false

  const crash = (): never => {
    dead = true
    throw new Crash('the process is dead')
  }
  const strike = (fault: Fault, work: () => unknown, half: (fault: Fault) => unknown): never => {
    struck = true
    if (fault === 'crash after' || fault === 'done but failed') work()
    else half(fault)
    if (fault === 'crash after' || fault === 'crash within') return crash()
    const code = fault === 'full' ? 'ENOSPC' : 'EIO'
    throw Object.assign(new Error(`${code}: injected`), { code })
  }
  const call = <T>(name: string, work: () => T, half: (fault: Fault) => unknown = () => undefined): T => {
    if (dead) return crash()
    const number = calls.push(name) - 1
    return planned?.call === number ? strike(planned.fault, work, half) : work()
  }

  /** The pages of a failed sync count as clean afterwards. */
  const syncFailing = (fd: number, fault: Fault): void => {
    if (fault === 'crash within' || !real.failNextSync) return
    real.failNextSync()
    real.fsyncSync(fd)
  }

  return {
    platform: real.platform,
    openSync: (path, flags, mode) => call(`open ${flags}`, () => real.openSync(path, flags, mode)),
    closeSync: (fd) => call('close', () => real.closeSync(fd)),
    readSync: (fd, buffer, offset, length, at) => call('read', () => real.readSync(fd, buffer, offset, length, at)),
    writeSync: (fd, buffer, offset, length, at) =>
      call(
        'write',
        () => real.writeSync(fd, buffer, offset, length, at),
        (fault) => fault === 'error' || real.writeSync(fd, buffer, offset, Math.floor(length / 2), at),
      ),
    fsyncSync: (fd) =>
      call(
        'fsync',
        () => real.fsyncSync(fd),
        (fault) => syncFailing(fd, fault),
      ),
    fdatasyncSync: (fd) =>
      call(
        'fdatasync',
        () => real.fdatasyncSync(fd),
        (fault) => syncFailing(fd, fault),
      ),
    ftruncateSync: (fd, length) => call('ftruncate', () => real.ftruncateSync(fd, length)),
    readdirSync: (path) => call('readdir', () => real.readdirSync(path)),
    lstatSync: (path) => call('lstat', () => real.lstatSync(path)),
    mkdirSync: (path, options) => call('mkdir', () => real.mkdirSync(path, options)),
    chmodSync: (path, mode) => call('chmod', () => real.chmodSync(path, mode)),
    linkSync: (from, to) => call('link', () => real.linkSync(from, to)),
    renameSync: (from, to) => call('rename', () => real.renameSync(from, to)),
    unlinkSync: (path) => call('unlink', () => real.unlinkSync(path)),
    calls,
    failAt: (number, fault) => {
      planned = { call: number, fault }
    },
    struck: () => struck,
    get dead() {
      return dead
    },
  }
}

import type { FileSystem } from '../../main/database/engine/file-system'

/** How a file-system call fails. */
export type Fault =
  /** Fails without effect. */
  | 'error'
  /** Fails with a full disk; a write has written half of its bytes. */
  | 'full'
  /** Takes full effect but reports an error. */
  | 'done but failed'
  /** Takes full effect, then the process dies: no later call has any effect. */
  | 'crash after'
  /** Takes half effect for a write and none for other calls, then the process dies. */
  | 'crash within'

export const faults: readonly Fault[] = ['error', 'full', 'done but failed', 'crash after', 'crash within']

export type FaultFileSystem = FileSystem & {
  /** The names of the calls so far. */
  readonly calls: string[]
  /** Makes the call with this number, counted from 0, fail. */
  failAt(call: number, fault: Fault): void
  /** Whether the fault has happened. */
  triggered(): boolean
  readonly dead: boolean
}

/** Thrown by every call once the process counts as dead. */
export class Crash extends Error {}

/**
 * Wraps a file system so that one chosen call fails. After a failed sync the disk in memory keeps
 * the data readable but never makes it durable, as Linux does.
 */
export function createFaultFileSystem(real: FileSystem & { failNextSync?: () => void }): FaultFileSystem {
  const calls: string[] = []
  let planned: { call: number; fault: Fault } | null = null
  let triggered = false
  let dead = false

  const crash = (): never => {
    dead = true
    throw new Crash('the process is dead')
  }
  const trigger = (fault: Fault, work: () => unknown, half: (fault: Fault) => unknown): never => {
    triggered = true
    if (fault === 'crash after' || fault === 'done but failed') work()
    else half(fault)
    if (fault === 'crash after' || fault === 'crash within') return crash()
    const code = fault === 'full' ? 'ENOSPC' : 'EIO'
    throw Object.assign(new Error(`${code}: injected`), { code })
  }
  const call = <T>(name: string, work: () => T, half: (fault: Fault) => unknown = () => undefined): T => {
    if (dead) return crash()
    const number = calls.push(name) - 1
    return planned?.call === number ? trigger(planned.fault, work, half) : work()
  }

  /** After a failed sync the pages count as clean. */
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
    fsync: async (fd) => {
      await Promise.resolve()
      call(
        'fsync',
        () => real.fsyncSync(fd),
        (fault) => syncFailing(fd, fault),
      )
    },
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
    triggered: () => triggered,
    get dead() {
      return dead
    },
  }
}

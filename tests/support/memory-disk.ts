import { basename } from 'node:path'
import type { FileStatus, FileSystem } from '../../main/database/engine/file-system'

/**
 * A disk in memory that distinguishes durable data from data in the page cache. A write is durable
 * after a sync of its file, a name after a sync of its folder. `cutPower` keeps everything durable
 * and a random part of the rest: half a write, or a later rename without an earlier one's data.
 * After a failed sync the pages count as clean, as on Linux: the data is readable, but no later
 * sync makes it durable.
 */
export type MemoryDisk = FileSystem & {
  /** Loses the power: unsynced data may be lost, and open files close. */
  cutPower(random: () => number): void
  /** Kills the process: open files close, all data stays. */
  killProcess(): void
  /** A second disk with the same files, all durable. */
  copy(): MemoryDisk
  /** Makes the next sync fail; the data that it should have synced never becomes durable. */
  failNextSync(): void
  /** The current bytes of a file; undefined if it does not exist. */
  bytes(name: string): Uint8Array | undefined
  put(name: string, bytes: Uint8Array): void
  names(): string[]
}

type Write = { at: number; bytes: Uint8Array } | { length: number }
type Node = { ino: number; mode: number; mtimeMs: number; live: Uint8Array; durable: Uint8Array; unsynced: Write[] }
type Names = Map<string, Node>
type Rename = (names: Names) => void

export function createMemoryDisk(platform: NodeJS.Platform = 'linux'): MemoryDisk {
  let names: Names = new Map()
  const durableNames: Names = new Map()
  let unsyncedNames: Rename[] = []
  const open = new Map<number, Node | 'folder'>()
  let tick = 1
  let syncFails = false

  const change = (rename: Rename): void => {
    rename(names)
    unsyncedNames.push(rename)
  }
  const find = (path: string): Node => names.get(basename(path)) ?? fail('ENOENT', path)
  const file = (fd: number): Node => {
    const node = open.get(fd)
    return node && node !== 'folder' ? node : fail('EBADF', String(fd))
  }
  const write = (node: Node, change: Write): void => {
    node.live = applied(node.live, change)
    node.mtimeMs = tick++
    node.unsynced.push(change)
  }
  const sync = (fd: number): void => {
    const node = open.get(fd) ?? fail('EBADF', String(fd))
    const failing = syncFails
    syncFails = false
    if (node === 'folder') {
      if (failing) fail('EIO', 'sync of the folder')
      for (const rename of unsyncedNames) rename(durableNames)
      unsyncedNames = []
      return
    }
    if (!failing) node.durable = node.unsynced.reduce(applied, node.durable)
    node.unsynced = []
    if (failing) fail('EIO', 'sync')
  }
  const makeNode = (mode: number): Node => ({
    ino: tick++,
    mode: 0o100000 | mode,
    mtimeMs: tick++,
    live: new Uint8Array(),
    durable: new Uint8Array(),
    unsynced: [],
  })

  return {
    platform,
    openSync: (path, flags, mode = 0o666) => {
      const fd = tick++
      const name = basename(path)
      if (!name.startsWith('accounts.')) open.set(fd, 'folder')
      else if (flags === 'wx') {
        if (names.has(name)) fail('EEXIST', path)
        const node = makeNode(mode)
        change((all) => all.set(name, node))
        open.set(fd, node)
      } else open.set(fd, find(path))
      return fd
    },
    closeSync: (fd) => {
      if (!open.delete(fd)) fail('EBADF', String(fd))
    },
    readSync: (fd, buffer, offset, length, position) => {
      const part = file(fd).live.subarray(position, position + length)
      buffer.set(part, offset)
      return part.length
    },
    writeSync: (fd, buffer, offset, length, position) => {
      write(file(fd), { at: position, bytes: buffer.slice(offset, offset + length) })
      return length
    },
    fsyncSync: sync,
    fsync: (fd) => Promise.resolve(fd).then(sync),
    fdatasyncSync: sync,
    ftruncateSync: (fd, length) => write(file(fd), { length }),
    readdirSync: () => [...names.keys()],
    lstatSync: (path) => statusOf(find(path)),
    mkdirSync: () => undefined,
    chmodSync: (path, mode) => {
      if (basename(path).startsWith('accounts.')) find(path).mode = 0o100000 | mode
    },
    linkSync: (from, to) => {
      const node = find(from)
      if (names.has(basename(to))) fail('EEXIST', to)
      change((all) => all.set(basename(to), node))
    },
    renameSync: (from, to) => {
      const node = find(from)
      change((all) => {
        all.set(basename(to), node)
        all.delete(basename(from))
      })
    },
    unlinkSync: (path) => {
      find(path)
      change((all) => all.delete(basename(path)))
    },
    cutPower: (random) => {
      // No file system guarantees an order: each rename may have reached the disk or not.
      for (const rename of unsyncedNames) if (random() >= 0.5) rename(durableNames)
      for (const node of new Set([...names.values(), ...durableNames.values()])) {
        const survived = node.unsynced.map((change) => torn(change, random)).filter((change) => change !== null)
        node.durable = survived.reduce(applied, node.durable)
        node.live = node.durable
        node.unsynced = []
      }
      unsyncedNames = []
      names = new Map(durableNames)
      open.clear()
    },
    killProcess: () => open.clear(),
    copy: () => {
      const other = createMemoryDisk(platform)
      for (const [name, node] of names) other.put(name, node.live)
      return other
    },
    failNextSync: () => {
      syncFails = true
    },
    bytes: (name) => names.get(name)?.live,
    put: (name, bytes) => {
      const node = { ...makeNode(0o600), live: bytes, durable: bytes }
      names.set(name, node)
      durableNames.set(name, node)
    },
    names: () => [...names.keys()].sort(),
  }
}

function applied(bytes: Uint8Array, change: Write): Uint8Array {
  const length = 'length' in change ? change.length : Math.max(bytes.length, change.at + change.bytes.length)
  const next = new Uint8Array(length)
  next.set(bytes.subarray(0, length))
  if ('bytes' in change) next.set(change.bytes, change.at)
  return next
}

/** The part of an unsynced write that survives: all, nothing, or a prefix. */
function torn(change: Write, random: () => number): Write | null {
  const luck = random()
  if (luck < 0.3) return null
  if (luck < 0.6 || 'length' in change) return change
  return { at: change.at, bytes: change.bytes.slice(0, Math.floor(random() * change.bytes.length)) }
}

function statusOf(node: Node): FileStatus {
  return { ino: node.ino, mode: node.mode, mtimeMs: node.mtimeMs, size: node.live.length, isFile: () => true }
}

/** Throws without a stack trace: a sweep creates thousands of these, mostly ENOENT. */
function fail(code: string, what: string): never {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const error = Object.assign(new Error(`${code}: ${what}`), { code })
  Error.stackTraceLimit = limit
  throw error
}

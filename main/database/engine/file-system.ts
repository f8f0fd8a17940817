import * as fs from 'node:fs'
import { promisify } from 'node:util'

/**
 * The functions of node:fs that the store uses, as narrowly as it uses them, so that a test can
 * make any of them fail or keep a whole disk in memory. Synchronous, because nothing may interleave
 * with a commit, except the sync of a large new file that no commit needs.
 */
export type FileSystem = {
  readonly platform: NodeJS.Platform
  openSync(path: string, flags: string, mode?: number): number
  closeSync(fd: number): void
  readSync(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number
  writeSync(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number
  fsyncSync(fd: number): void
  fsync(fd: number): Promise<void>
  fdatasyncSync(fd: number): void
  ftruncateSync(fd: number, length: number): void
  readdirSync(path: string): string[]
  lstatSync(path: string): FileStatus
  mkdirSync(path: string, options: { recursive: true; mode: number }): unknown
  chmodSync(path: string, mode: number): void
  linkSync(from: string, to: string): void
  renameSync(from: string, to: string): void
  unlinkSync(path: string): void
}

export type FileStatus = { size: number; mode: number; mtimeMs: number; ino: number; isFile(): boolean }

export function nodeFileSystem(): FileSystem {
  return { ...fs, fsync: promisify(fs.fsync), platform: process.platform }
}

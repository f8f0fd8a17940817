import * as fs from 'node:fs'

/** The functions of node:fs that the store uses, and nothing else, so that a test can make any of them fail. */
export type FileSystem = Pick<
  typeof fs,
  | 'openSync'
  | 'closeSync'
  | 'readSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'fdatasyncSync'
  | 'ftruncateSync'
  | 'readdirSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'chmodSync'
  | 'linkSync'
  | 'renameSync'
  | 'unlinkSync'
> & { readonly platform: NodeJS.Platform }

/** The real one. */
export function nodeFileSystem(): FileSystem {
  return { ...fs, platform: process.platform }
}

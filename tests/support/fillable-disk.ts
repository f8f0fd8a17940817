import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'

/** The real disk, which refuses writes while it is full. */
export function fillableDisk(isFull: () => boolean): FileSystem {
  const real = nodeFileSystem()
  const noSpace = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  return {
    ...real,
    writeSync: (...args: Parameters<FileSystem['writeSync']>) => {
      if (isFull()) throw noSpace()
      return real.writeSync(...args)
    },
  }
}

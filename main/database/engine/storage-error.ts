import type { StorageReason } from '../../../preload/errors'

export type { StorageReason }

/**
 * The store could not be read or written. A transaction that throws it leaves the database
 * unchanged; after a failed sync, a crash can bring the change back (transactions.ts). Earlier
 * transactions of the same call remain, and changes in memory outside of the database too.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError'

  constructor(
    readonly reason: StorageReason,
    detail: string,
    options?: { cause: unknown },
  ) {
    super(`${reason}: ${detail}`, options)
  }
}

/** Maps a file-system error to a reason of the contract. Returns a StorageError unchanged. */
export function toStorageError(error: unknown, doing: string): StorageError {
  if (error instanceof StorageError) return error
  return new StorageError(reasonOf(errorCode(error)), `${doing} failed (${errorCode(error) || 'no code'})`, {
    cause: error,
  })
}

/** The `code` of a Node error, or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** On Windows a virus scanner or an indexer may briefly hold a file open. */
export function isLockedByAnotherProcess(platform: NodeJS.Platform, error: unknown): boolean {
  return platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error))
}

function reasonOf(code: string): StorageReason {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'diskFull'
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'readOnly'
    case 'EBUSY':
    case 'ETXTBSY':
      return 'locked'
    default:
      return 'io'
  }
}

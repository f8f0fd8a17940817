import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import initSqlJs from 'sql.js'
import type { Random } from '../../main/auth/secrets'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import { createAge } from '../../main/backup/age'
import { createMoving, type Moving } from '../../main/transfer'
import type { SessionEnded } from '../../preload/contract'
import type { Progress } from '../../preload/desktop'
import { valueOf } from './people'
import type { World } from './world'
import { ageWorkerFile } from './build-worker'

type MoverOptions = {
  fs?: FileSystem
  version?: string
  random?: Random
  importMaxAccounts?: number
  onProgress?: (progress: Progress) => void
  onSessionEnded?: (ended: SessionEnded) => void
}

/** The moving room on a world: real files in its folder, the real age worker. */
export function createMover(world: World, options: MoverOptions = {}): Moving {
  return createMoving({
    accounts: world.accounts.deps,
    store: world.store,
    folder: world.folder,
    fs: options.fs ?? nodeFileSystem(),
    sql: () => initSqlJs(),
    age: createAge({ createWorker: () => new Worker(ageWorkerFile), jobLimitMs: 60_000 }),
    version: options.version ?? '1.2.3',
    readMaxBytes: 64 * 1024 * 1024,
    importMaxAccounts: options.importMaxAccounts ?? 250_000,
    policy: world.policy,
    onProgress: options.onProgress ?? (() => undefined),
    onSessionEnded: options.onSessionEnded ?? (() => undefined),
    clock: world.clock,
    random: options.random ?? { uuid: randomUUID, bytes: (count) => randomBytes(count) },
    log: (event, detail) => void world.logged.push({ event, detail }),
  })
}

/** Saves a backup under this name in the folder of the world, and answers its path. */
export async function backedUp(world: World, moving: Moving, name = 'saved.db', passphrase?: string): Promise<string> {
  const path = join(world.folder, name)
  const input = passphrase === undefined ? {} : { passphrase }
  if (valueOf(await moving.backUp(() => Promise.resolve(path), input)) === null) throw new Error('not saved')
  return path
}

/** The preview of a file that is chosen in the dialog. */
export async function previewed(moving: Moving, path: string, passphrase?: string) {
  const input = passphrase === undefined ? {} : { passphrase }
  const preview = valueOf(await moving.previewRestore(() => Promise.resolve(path), input))
  if (!preview) throw new Error('nothing was chosen')
  return preview
}

import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import initSqlJs from 'sql.js'
import type { Random } from '../../main/auth/secrets'
import type { DatabaseWorker } from '../../main/database/worker/database-worker'
import { storeLimits } from '../../main/database/engine/limits'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import type { ChooseSource, ChooseTarget } from '../../main/backup/dialog-types'
import { authorize } from '../../main/calls/access'
import type { CallerOf } from '../../main/calls/call'
import type { KeySheetText } from '../../main/import/key-files'
import { createAge } from '../../main/backup/age'
import { createTransfer, type Transfer } from '../../main/transfer'
import type { SessionEnded } from '../../preload/contract'
import {
  desktopCalls,
  type DesktopCallName,
  type DesktopInput,
  type DesktopOutcome,
  type Progress,
} from '../../preload/desktop'
import { ana, valueOf } from './people'
import type { World } from './world'
import { ageWorkerFile } from './build-worker'
import { inProcessWorker } from './in-process-worker'

type TransferOptions = {
  worker?: DatabaseWorker
  fs?: FileSystem
  version?: string
  random?: Random
  importMaxAccounts?: number
  onProgress?: (progress: Progress) => void
  onSessionEnded?: (ended: SessionEnded) => void
}

/** The transfer calls as a window makes them: the access rule of the contract is checked first. */
export type TransferWorld = {
  [K in 'previewRestore' | 'previewImport' | 'automaticBackups' | 'backUpIfDue' | 'cancel']: Transfer[K]
} & {
  backUp: (choose: ChooseTarget, input: DesktopInput<'backUp'>) => ReturnType<Transfer['backUp']>
  restore: (input: DesktopInput<'restore'>) => ReturnType<Transfer['restore']>
  importAccounts: (
    chooseFolder: ChooseSource,
    sheetOf: KeySheetText,
    input: DesktopInput<'importAccounts'>,
  ) => ReturnType<Transfer['importAccounts']>
}

/** Backup, restore and import on a world, with real files in its folder and the real age worker. */
export function createTransferWorld(world: World, options: TransferOptions = {}): TransferWorld {
  const transfer = createTransfer({
    accounts: world.accounts.deps,
    store: world.store,
    folder: world.folder,
    fs: options.fs ?? nodeFileSystem(),
    worker: options.worker ?? inProcessWorker(initSqlJs()),
    age: createAge({ createWorker: () => new Worker(ageWorkerFile), jobLimitMs: 60_000 }),
    version: options.version ?? '1.2.3',
    storeLimits: { ...storeLimits, readMaxBytes: 64 * 1024 * 1024 },
    policy: { ...world.policy, importMaxAccounts: options.importMaxAccounts ?? 250_000 },
    onProgress: options.onProgress ?? (() => undefined),
    onSessionEnded: options.onSessionEnded ?? (() => undefined),
    clock: world.clock,
    random: options.random ?? { uuid: randomUUID, bytes: (count) => randomBytes(count) },
    log: (event, detail) => void world.logged.push({ event, detail }),
  })
  const ifAuthorized = async <K extends DesktopCallName>(
    name: K,
    run: (caller: CallerOf<(typeof desktopCalls)[K]['access']>) => Promise<DesktopOutcome<K>>,
  ): Promise<DesktopOutcome<K>> => {
    const authorized = authorize(world.accounts.handler.access, desktopCalls[name].access)
    // `authorize` returns exactly the caller type that the call's access requires.
    return authorized.ok ? run(authorized.value as never) : (authorized as DesktopOutcome<K>)
  }
  return {
    backUp: (choose, input) => ifAuthorized('backUp', (caller) => transfer.backUp(choose, caller, input)),
    previewRestore: (choose, input) => ifAuthorized('previewRestore', () => transfer.previewRestore(choose, input)),
    restore: (input) => ifAuthorized('restore', (caller) => transfer.restore(caller, input)),
    previewImport: (choose) => ifAuthorized('previewImport', () => transfer.previewImport(choose)),
    importAccounts: (chooseFolder, sheetOf, input) =>
      ifAuthorized('importAccounts', (caller) => transfer.importAccounts(chooseFolder, sheetOf, caller, input)),
    automaticBackups: () => ifAuthorized('automaticBackups', () => transfer.automaticBackups()),
    cancel: (input) => transfer.cancel(input),
    backUpIfDue: () => transfer.backUpIfDue(),
  }
}

/** Saves a backup under this name in the world's folder and returns its path. Ana is logged in. */
export async function saveBackup(
  world: World,
  transfer: TransferWorld,
  name = 'saved.db',
  passphrase?: string,
  proof: { password: string; code?: string } = { password: ana.password },
): Promise<string> {
  const path = join(world.folder, name)
  const input = { ...proof, ...(passphrase !== undefined && { passphrase }) }
  if (valueOf(await transfer.backUp(() => Promise.resolve(path), input)) === null) throw new Error('not saved')
  return path
}

/** Previews this file as if it was chosen in the dialog. */
export async function previewBackup(transfer: TransferWorld, path: string, passphrase?: string) {
  const input = passphrase === undefined ? {} : { passphrase }
  const preview = valueOf(await transfer.previewRestore(() => Promise.resolve(path), input))
  if (!preview) throw new Error('nothing was chosen')
  return preview
}

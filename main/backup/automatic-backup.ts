import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryName } from '../atomic-write-file'
import { toStorageError } from '../database/engine/storage-error'
import { backupFileName, daysBefore, readChosenFile, writeBackupFile } from './backup-files'
import type { TransferDeps } from './deps'
import { inspectBackup, makeCurrentBackup } from './backup'
import type { DesktopOutput } from '../../preload/desktop'

/**
 * A subfolder of the data folder. A mistake or a damaged file costs the changes since the last day
 * on which the app ran. It does not protect against a lost disk; `backUp` does.
 */
const folderName = 'backups'
const backupsKept = 7
const fileNamePattern = /^latchkey-backup-\d{4}-\d{2}-\d{2}\.db$/

/** A clock set forward by mistake is corrected before that, and so costs no backup. */
const jumpSettlesMs = 5 * 60_000
/** Smaller differences between the two clocks are adjustments. */
const jumpMs = 60_000

type AutomaticBackup = DesktopOutput<'automaticBackups'>[number]

/**
 * Writes today's backup unless it exists, then deletes outdated ones. Waits for `jumpSettlesMs`
 * after the wall clock jumps ahead. Deletes nothing while the store cannot be opened or holds no
 * account: then the backups may be all that is left. Never throws; a failure is logged.
 */
export async function backUpIfDue(deps: TransferDeps): Promise<void> {
  const state = stateOf(deps)
  if (state.running || !hasSettled(deps, state)) return
  state.running = true
  await attempt(deps, 'no automatic backup', async () => {
    if (!hasUsers(deps)) return
    const now = deps.clock.now()
    await attempt(deps, 'no automatic backup', () => writeTodaysBackup(deps, now))
    await prune(deps, now)
  })
  state.running = false
}

async function writeTodaysBackup(deps: TransferDeps, now: number): Promise<void> {
  const folder = join(deps.folder, folderName)
  const name = backupFileName(now)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).includes(name)) return
  await writeBackupFile(join(folder, name), await makeCurrentBackup(deps))
  // The last account, and with it the backups, may have been deleted while this one was written.
  if (!deps.store.problem && !hasUsers(deps)) await rm(join(folder, name))
}

async function prune(deps: TransferDeps, now: number): Promise<void> {
  const folder = join(deps.folder, folderName)
  const files = await filesIn(folder)
  for (const name of [...files.filter(isUnfinished), ...outdated(files.filter(isBackupName), now)]) {
    const path = join(folder, name)
    await attempt(deps, 'an old automatic backup was not deleted', () => rm(path, { force: true }))
  }
}

/**
 * The backups to delete. Those of more than six days ago; then those of a date in the future, the
 * oldest first, until seven are left. A future date means that the clock was set forward then, or
 * is set back now: so they are not deleted at once, but when a backup is more than six days old. By
 * then this clock has been used for as long.
 */
export function outdated(names: readonly string[], now: number): string[] {
  const [oldest, today] = [backupFileName(daysBefore(now, backupsKept - 1)), backupFileName(now)]
  const expired = names.filter((name) => name < oldest)
  const future = names.filter((name) => name > today).sort()
  const current = names.length - expired.length - future.length
  const futureKept = expired.length > 0 ? 0 : Math.max(0, backupsKept - current)
  return [...expired, ...future.slice(0, Math.max(0, future.length - futureKept))]
}

/**
 * Deletes every automatic backup in this data folder, durably: for the deletion of the last
 * account. Returns whether none is left. Never throws.
 */
export async function removeAutomaticBackups(dataFolder: string): Promise<boolean> {
  const folder = join(dataFolder, folderName)
  const ours = (name: string) => isBackupName(name) || isUnfinished(name)
  for (const name of (await filesIn(folder)).filter(ours)) {
    await rm(join(folder, name), { force: true }).catch(() => undefined)
  }
  await syncFolder(folder)
  return !(await filesIn(folder)).some(ours)
}

/** Lists the automatic backups that can be restored, newest first. */
export async function listAutomaticBackups(deps: TransferDeps): Promise<AutomaticBackup[]> {
  const backups: AutomaticBackup[] = []
  for (const name of await backupNamesIn(join(deps.folder, folderName))) {
    const bytes = await readAutomaticBackup(deps, name)
    const metadata = bytes && (await inspectBackup(deps, bytes, null).catch(() => null))
    if (metadata) backups.push({ id: name, madeAt: metadata.madeAt, accounts: metadata.accounts })
  }
  return backups
}

/** Reads one automatic backup. Null if there is none of that name. */
export async function readAutomaticBackup(deps: TransferDeps, name: string): Promise<Uint8Array | null> {
  if (!fileNamePattern.test(name)) return null
  return readChosenFile(join(deps.folder, folderName, name), deps.storeLimits.readMaxBytes).catch(() => null)
}

async function backupNamesIn(folder: string): Promise<string[]> {
  return (await filesIn(folder)).filter(isBackupName).sort().reverse()
}

const isBackupName = (name: string) => fileNamePattern.test(name)

/** Left by a write that was killed. Nothing else deletes it. */
function isUnfinished(name: string): boolean {
  const complete = name.slice(0, -temporaryName('').length)
  return isBackupName(complete) && name === temporaryName(complete)
}

/** Files only: a folder or a link of such a name is not ours. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close().catch(() => undefined)
}

function hasUsers({ store, accounts }: TransferDeps): boolean {
  return !store.problem && accounts.tables.users.hasUsers()
}

async function attempt({ log }: TransferDeps, event: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log(event, { reason: toStorageError(error, 'backing up').reason })
  }
}

/**
 * `aheadMs`: how far the wall clock is ahead of the monotonic one. `jump`: since when it is further
 * ahead, on the monotonic clock.
 */
type State = { running: boolean; aheadMs: number; jump: { aheadMs: number; since: number } | null }

const states = new WeakMap<TransferDeps, State>()

function stateOf(deps: TransferDeps): State {
  const { clock, steadyNow } = deps.accounts.time
  const state = states.get(deps) ?? { running: false, aheadMs: steadyNow() - clock.monotonic(), jump: null }
  states.set(deps, state)
  return state
}

/**
 * False for `jumpSettlesMs` after the wall clock jumps ahead: it was set, or the computer slept;
 * nothing shows which. A clock set back counts at once: then no backup is too old.
 */
function hasSettled({ clock }: TransferDeps, state: State): boolean {
  const monotonic = clock.monotonic()
  const aheadMs = clock.now() - monotonic
  const isAhead = aheadMs > state.aheadMs + jumpMs
  if (isAhead && Math.abs(aheadMs - (state.jump?.aheadMs ?? -Infinity)) > jumpMs)
    state.jump = { aheadMs, since: monotonic }
  if (isAhead && state.jump && monotonic - state.jump.since < jumpSettlesMs) return false
  Object.assign(state, { aheadMs, jump: null })
  return true
}

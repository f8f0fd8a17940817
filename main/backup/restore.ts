import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { totpStepAt } from '../auth/two-factor'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { removeStaged, stageFiles, swapFiles, unusedBase } from '../database/transfer/replace-files'
import { isAgeFile } from './age'
import { readAutomaticBackup } from './automatic-backup'
import { createStamp, inspectBackup, nullIfStopped } from './backup'
import { authorizeRestore } from '../calls/steps/authorize-restore'
import type { RestoreTarget } from '../database/transfer/prepare-restored'
import type { RestoreDifference } from '../database/transfer/restore-difference'
import { normaliseEmail } from '../../preload/text'
import { backupFileName, readChosenFile } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseSource, RestoreState } from './dialog-types'
import {
  authorizeRead,
  authorizeTransfer,
  recheckAuthorization,
  useAuthorization,
} from '../calls/steps/authorize-transfer'
import type { OwnerError } from '../calls/steps/authorize-owner'

/** The storage problems that restoring a backup solves. */
const restorableProblems: readonly unknown[] = ['corrupt', 'foreign', 'newer']

/**
 * Describes a chosen or automatic backup; changes nothing. An encrypted file fails with
 * `passphrase: required`; the next call with a passphrase tries the same file without a dialog. A
 * wrong passphrase fails with `passphrase: malformed`, a file that is damaged or not a backup with
 * `file: malformed`. Throws StorageError `newer` and `locked`.
 */
export async function previewRestore(
  deps: TransferDeps,
  state: RestoreState,
  choose: ChooseSource,
  { passphrase, id }: DesktopInput<'previewRestore'>,
): Promise<DesktopOutcome<'previewRestore'>> {
  const restorable = checkRestorable(deps)
  if (!restorable.ok) return restorable
  state.preview = null
  const awaitingPassphrase = passphrase === undefined ? null : state.encrypted
  const bytes =
    id === undefined
      ? (awaitingPassphrase ?? (await readChosenBackup(deps, choose)))
      : await readAutomaticBackup(deps, id)
  if (bytes === null) return id === undefined ? ok(null) : err(unknownPreview)
  if (bytes === 'unreadable') return err(unusableFile)
  state.encrypted = isAgeFile(bytes) ? bytes : null
  if (!state.encrypted) return preview(deps, state, bytes)
  if (passphrase === undefined) return err({ code: 'invalidInput', fields: { passphrase: 'required' } })
  const reply = await deps.age.decrypt(bytes, passphrase)
  if ('bytes' in reply) return preview(deps, state, reply.bytes)
  return err(reply.refused === 'damaged' ? unusableFile : { code: 'invalidInput', fields: { passphrase: 'malformed' } })
}

/**
 * Replaces all accounts with those of a previewed backup. Keeps a copy of the replaced accounts in
 * the data folder and ends every session and every reset. Fails with `id: malformed` if `id` names
 * no preview and no automatic backup, and with `lastOwner` if no active owner of now is in it.
 * Onto an empty store, or one that cannot be opened, an owner of the backup authorizes it; else an
 * owner of now.
 */
export async function restore(
  deps: TransferDeps,
  state: RestoreState,
  caller: LoggedIn | null,
  { id, ...proof }: DesktopInput<'restore'>,
): Promise<DesktopOutcome<'restore'>> {
  const backup = state.preview?.id === id ? state.preview.bytes : await readAutomaticBackup(deps, id)
  if (!backup) return err(unknownPreview)
  const { problem } = deps.store
  const restorable = checkRestorable(deps)
  if (!restorable.ok) return restorable
  const byBackup = caller ? ok(null) : await authorizeByBackup(deps, state, backup, proof)
  if (!byBackup.ok) return byBackup
  const authorized = await authorizeTransfer(deps.accounts, caller, proof)
  if (!authorized.ok) return authorized
  const isSame = () => deps.store.problem === problem
  if (!isSame()) return err(unknownPreview)
  const allowed = problem ? ok(null) : useAuthorization(deps.accounts, authorized.value)
  if (!allowed.ok) return allowed
  if (state.restoring) return err(unknownPreview)
  state.restoring = true
  try {
    const by = { caller, withoutTwoFactor: byBackup.value }
    const outcome = await replaceAll(deps, state, backup, by, () => {
      if (!isSame()) return err(unknownPreview)
      return problem ? ok(null) : recheckAuthorization(deps.accounts, authorized.value)
    })
    if (outcome.ok && caller) deps.onSessionEnded({ reason: 'restored' })
    return outcome
  } finally {
    state.restoring = false
  }
}

type RestoreError = 'invalidInput' | OwnerError

/** Returns the email of the owner if two-factor must be turned off for them, else null. */
async function authorizeByBackup(
  deps: TransferDeps,
  state: RestoreState,
  bytes: Uint8Array,
  { email, password, code }: Omit<DesktopInput<'restore'>, 'id'>,
): Promise<Outcome<string | null, RestoreError>> {
  if (email === undefined) return err({ code: 'invalidInput', fields: { email: 'required' } })
  if (password === undefined) return err({ code: 'invalidInput', fields: { password: 'required' } })
  const owner = await deps.worker.run('readOwner', { bytes, email }).catch(nullIfStopped)
  const proof = { email, password, ...(code !== undefined && { code }) }
  const authorized = await authorizeRestore(deps.accounts, state.attempts, owner, proof)
  return authorized.ok ? ok(authorized.value.canCheckCodes ? null : email) : authorized
}

type RestoredBy = { caller: LoggedIn | null } & Pick<RestoreTarget, 'withoutTwoFactor'>

/**
 * Prepares the new database in the worker, and swaps it in if the restore is still allowed then.
 */
async function replaceAll(
  deps: TransferDeps,
  state: RestoreState,
  backup: Uint8Array,
  { caller, withoutTwoFactor }: RestoredBy,
  isAllowed: () => Outcome<null, RestoreError>,
): Promise<DesktopOutcome<'restore'>> {
  const folder = { fs: deps.fs, path: deps.folder }
  const actor = caller && normaliseEmail(caller.user.email)
  const result: { outcome: DesktopOutcome<'restore'> } = { outcome: err(unusableFile) }
  const replaced = deps.store.replace(async (current) => {
    const at = deps.clock.now()
    const identity = { timelineId: deps.random.uuid(), sequence: unusedBase(folder) }
    const target = { at, identity, codeStep: totpStepAt(at), actor, withoutTwoFactor }
    // An empty store has nothing to keep, and no owner who must stay.
    const kept = current && caller ? current.bytes : null
    const input = { backup, current: kept, target, stamp: createStamp(deps) }
    const prepared = await deps.worker.run('prepareRestored', input).catch(nullIfStopped)
    if (!prepared || 'refused' in prepared) {
      if (prepared?.refused === 'lastOwner') result.outcome = err({ code: 'lastOwner' })
      return null
    }
    const { bytes, replaced, metadata } = prepared
    const copy = replaced && { name: backupFileName(at), bytes: replaced }
    const staged = await stageFiles(folder, { bytes, identity, copy }, deps.storeLimits)
    return {
      confirm() {
        const allowed = isAllowed()
        if (!allowed.ok) result.outcome = allowed
        return allowed.ok
      },
      async swap(isOurs) {
        const { storeLimits: limits, log } = deps
        const swap = { replaced: current?.timelineId ?? null, isOurs, at, limits, log }
        const { copyName, tidied } = await swapFiles(folder, staged, swap)
        const warning = tidied ? null : ('oldFilesKept' as const)
        result.outcome = ok({ accounts: metadata.accounts, keptAs: copyName, warning })
        state.preview = null
        endAllSessions(deps)
        deps.log('restored', { accounts: metadata.accounts, madeBy: metadata.version, keptAs: copyName })
      },
    }
  })
  await replaced.finally(() => removeStaged(folder))
  return result.outcome
}

const unknownPreview: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }
const unusableFile: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { file: 'malformed' } }

/** Fails with `storage` if the store has a problem that a restore would not solve. */
export function checkRestorable({ store }: TransferDeps): Outcome<null, 'storage'> {
  const { problem } = store
  return problem === null || restorableProblems.includes(problem) ? ok(null) : err({ code: 'storage', reason: problem })
}

async function readChosenBackup(deps: TransferDeps, choose: ChooseSource): Promise<Uint8Array | 'unreadable' | null> {
  const path = await choose()
  return path === null ? null : ((await readChosenFile(path, deps.storeLimits.readMaxBytes)) ?? 'unreadable')
}

async function preview(
  deps: TransferDeps,
  state: RestoreState,
  bytes: Uint8Array,
): Promise<DesktopOutcome<'previewRestore'>> {
  const hasAccounts = !deps.store.problem && deps.accounts.tables.users.hasUsers()
  const inspected = await inspectBackup(deps, bytes, hasAccounts ? await deps.store.copy() : null)
  if (!inspected) return err(unusableFile)
  const { difference, ...metadata } = inspected
  const shown = difference && (await withoutSecrets(deps, difference))
  // The dialog may have been open for an hour, and the answer tells who has an account.
  const rechecked = deps.store.problem ? ok(null) : authorizeRead(deps.accounts)
  if (!rechecked.ok) return rechecked
  const id = deps.random.uuid()
  state.preview = { id, bytes }
  state.encrypted = null
  const replaces = deps.store.problem ? null : deps.accounts.tables.users.count()
  return ok({ id, ...metadata, replaces, difference: shown })
}

/** The people whose authenticator will not be checked: only their backup codes will work. */
async function withoutSecrets(deps: TransferDeps, { sealedSecrets, secretsWithoutKey, ...lists }: RestoreDifference) {
  const emails = [...secretsWithoutKey]
  for (const { email, totpSecret } of sealedSecrets) {
    const opened = await deps.accounts.secrets.totpSecrets.open(normaliseEmail(email), totpSecret)
    if (opened === null) emails.push(email)
  }
  return { ...lists, backupCodesOnly: { count: emails.length, emails: emails.slice(0, 100) } }
}

/**
 * Ends the session of this window and the remembered session; `prepareRestored` ends the others.
 */
function endAllSessions({ accounts }: TransferDeps): void {
  accounts.session.current.invalidate()
  accounts.session.remembered.forget()
}

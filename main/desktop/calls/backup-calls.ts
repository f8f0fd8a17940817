import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { LoggedIn } from '../../calls/call'
import type { Transfer } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import type { Translate } from '../settings/i18n'

export type BackupDeps = { transfer: Transfer; dialogs: Dialogs; translate: Translate }

/** Saves a backup where the user chooses. */
export function backUp(
  { transfer, dialogs, translate }: BackupDeps,
  input: DesktopInput<'backUp'>,
  caller: LoggedIn,
): Promise<DesktopOutcome<'backUp'>> {
  const choose = (name: string) => dialogs.save({ title: translate('dialog.backUp'), name, kind: 'backup' })
  return transfer.backUp(choose, caller, input)
}

/** Lets the user choose a backup and describes its contents. */
export function previewRestore(
  { transfer, dialogs, translate }: BackupDeps,
  input: DesktopInput<'previewRestore'>,
): Promise<DesktopOutcome<'previewRestore'>> {
  return transfer.previewRestore(() => dialogs.open({ title: translate('dialog.openBackup'), kind: 'backup' }), input)
}

/** Restores a previewed backup. */
export function restore(
  { transfer }: BackupDeps,
  input: DesktopInput<'restore'>,
  caller: LoggedIn | null,
): Promise<DesktopOutcome<'restore'>> {
  return transfer.restore(caller, input)
}

/** Lists the automatic backups. */
export function automaticBackups({ transfer }: BackupDeps): Promise<DesktopOutcome<'automaticBackups'>> {
  return transfer.automaticBackups()
}

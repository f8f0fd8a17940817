import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import type { LoggedIn } from '../../calls/call'
import type { Moving } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import type { Say } from '../settings/i18n'

export type BackupDeps = { moving: Moving; dialogs: Dialogs; say: Say }

/** Saves a backup where the person says. */
export function backUp(
  { moving, dialogs, say }: BackupDeps,
  input: DesktopInput<'backUp'>,
): Promise<DesktopOutcome<'backUp'>> {
  return moving.backUp((name) => dialogs.save({ title: say('dialog.backUp'), name, kind: 'backup' }), input)
}

/** Lets the person choose a backup, and says what is in it. */
export function previewRestore(
  { moving, dialogs, say }: BackupDeps,
  input: DesktopInput<'previewRestore'>,
): Promise<DesktopOutcome<'previewRestore'>> {
  return moving.previewRestore(() => dialogs.open({ title: say('dialog.openBackup'), kind: 'backup' }), input)
}

/** Goes back to a backup that was shown. */
export function restore(
  { moving }: BackupDeps,
  input: DesktopInput<'restore'>,
  caller: LoggedIn | null,
): Promise<DesktopOutcome<'restore'>> {
  return moving.restore(caller, input)
}

/** The backups of the last days. */
export function automaticBackups({ moving }: BackupDeps): Promise<DesktopOutcome<'automaticBackups'>> {
  return moving.automaticBackups()
}

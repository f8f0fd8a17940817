import type { Outcome } from '../../../preload/contract'
import type { DesktopInput, DesktopOutput } from '../../../preload/desktop'
import type { Moving } from '../../transfer'
import type { Dialogs } from '../files/dialogs'
import type { Say } from '../settings/i18n'

export type BackupDeps = { moving: Moving; dialogs: Dialogs; say: Say }

/** Saves a backup where the person says. */
export function backUp(
  { moving, dialogs, say }: BackupDeps,
  input: DesktopInput<'backUp'>,
): Promise<Outcome<DesktopOutput<'backUp'>>> {
  return moving.backUp((name) => dialogs.save({ title: say('dialog.backUp'), name, kind: 'backup' }), input)
}

/** Lets the person choose a backup, and says what is in it. */
export function previewRestore(
  { moving, dialogs, say }: BackupDeps,
  input: DesktopInput<'previewRestore'>,
): Promise<Outcome<DesktopOutput<'previewRestore'>>> {
  return moving.previewRestore(() => dialogs.open({ title: say('dialog.openBackup'), kind: 'backup' }), input)
}

/** Goes back to a backup that was shown. */
export function restore(
  { moving }: BackupDeps,
  input: DesktopInput<'restore'>,
): Promise<Outcome<DesktopOutput<'restore'>>> {
  return moving.restore(input)
}

/** The backups of the last days. */
export function automaticBackups({ moving }: BackupDeps): Promise<Outcome<DesktopOutput<'automaticBackups'>>> {
  return moving.automaticBackups()
}

import { canonicalCode, canonicalRecoveryKey, groupBackupCode, groupRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'
import { policy } from '../../policy'
import type { Timers } from '../lifecycle/timers'

export type KeyClipboard = {
  /** Puts a secret there, and takes it off again after a while. */
  copy(secret: string): Promise<void>
  /** Takes it off now. */
  clear(): Promise<void>
}

export type ClipboardDeps = { keyClipboard: KeyClipboard }

export async function copyRecoveryKey(
  { keyClipboard }: ClipboardDeps,
  { recoveryKey }: DesktopInput<'copyRecoveryKey'>,
): Promise<DesktopOutcome<'copyRecoveryKey'>> {
  await keyClipboard.copy(groupRecoveryKey(canonicalRecoveryKey(recoveryKey)))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds })
}

export async function copyBackupCodes(
  { keyClipboard }: ClipboardDeps,
  { backupCodes }: DesktopInput<'copyBackupCodes'>,
): Promise<DesktopOutcome<'copyBackupCodes'>> {
  await keyClipboard.copy(backupCodes.map(canonicalCode).map(groupBackupCode).join('\n'))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds })
}

export async function clearRecoveryKey({ keyClipboard }: ClipboardDeps): Promise<DesktopOutcome<'clearRecoveryKey'>> {
  await keyClipboard.clear()
  return ok(null)
}

export type KeyClipboardDeps = {
  /** Electron's: it answers at once in older versions and later in newer ones. */
  clipboard: { readText(): string | Promise<string>; writeText(text: string): unknown; clear(): void }
  timers: Timers
  onCleared: () => void
}

/** Only a secret of ours is ever cleared, and only while it is still what the clipboard holds: what others copied stays. */
export function createKeyClipboard({ clipboard, timers, onCleared }: KeyClipboardDeps): KeyClipboard {
  let ours: string | null = null
  let cancel = () => {}

  async function clear(): Promise<void> {
    cancel()
    const copied = ours
    ours = null
    if (copied === null || (await clipboard.readText()) !== copied) return
    // A key that was copied while we looked has its own minute.
    if (isOurs()) return
    clipboard.clear()
    onCleared()
  }

  const isOurs = () => ours !== null

  return {
    async copy(secret) {
      cancel()
      ours = secret
      await clipboard.writeText(ours)
      cancel = timers.after(policy.clipboardClearedSeconds * 1000, () => void clear())
    },
    clear,
  }
}

import { canonicalCode, canonicalRecoveryKey, groupBackupCode, groupRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'
import { policy } from '../../policy'
import type { Timers } from '../lifecycle/timers'

export type SecretClipboard = {
  /** Copies a secret and clears it after `policy.clipboardClearedSeconds`. */
  copy(secret: string): Promise<void>
  /** Clears the copied secret now. */
  clear(): Promise<void>
}

export type ClipboardDeps = { secretClipboard: SecretClipboard }

export async function copyRecoveryKey(
  { secretClipboard }: ClipboardDeps,
  { recoveryKey }: DesktopInput<'copyRecoveryKey'>,
): Promise<DesktopOutcome<'copyRecoveryKey'>> {
  await secretClipboard.copy(groupRecoveryKey(canonicalRecoveryKey(recoveryKey)))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds })
}

export async function copyBackupCodes(
  { secretClipboard }: ClipboardDeps,
  { backupCodes }: DesktopInput<'copyBackupCodes'>,
): Promise<DesktopOutcome<'copyBackupCodes'>> {
  await secretClipboard.copy(backupCodes.map(canonicalCode).map(groupBackupCode).join('\n'))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds })
}

export async function clearRecoveryKey({
  secretClipboard,
}: ClipboardDeps): Promise<DesktopOutcome<'clearRecoveryKey'>> {
  await secretClipboard.clear()
  return ok(null)
}

export type SecretClipboardDeps = {
  /**
   * Electron's clipboard: `readText` is synchronous in older versions, asynchronous in newer ones.
   */
  clipboard: { readText(): string | Promise<string>; writeText(text: string): unknown; clear(): void }
  timers: Timers
  onCleared: () => void
}

/** Clears only what it copied, and only if the clipboard still holds it. Other content is kept. */
export function createSecretClipboard({ clipboard, timers, onCleared }: SecretClipboardDeps): SecretClipboard {
  let copiedSecret: string | null = null
  let cancelTimer = () => {}

  async function clear(): Promise<void> {
    cancelTimer()
    const expected = copiedSecret
    copiedSecret = null
    if (expected === null || (await clipboard.readText()) !== expected) return
    // A secret that was copied during the read has its own timer.
    if (hasNewSecret()) return
    clipboard.clear()
    onCleared()
  }

  const hasNewSecret = () => copiedSecret !== null

  return {
    async copy(secret) {
      cancelTimer()
      copiedSecret = secret
      await clipboard.writeText(copiedSecret)
      cancelTimer = timers.after(policy.clipboardClearedSeconds * 1000, () => void clear())
    },
    clear,
  }
}

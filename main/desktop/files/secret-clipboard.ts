import { canonicalCode, canonicalRecoveryKey, groupBackupCode, groupRecoveryKey } from '../../../preload/text'
import type { DesktopInput, DesktopOutcome } from '../../../preload/desktop'
import { ok } from '../../calls/outcome'
import { policy } from '../../policy'
import type { Timers } from '../lifecycle/timers'
import type { SystemClipboard } from './system-clipboard'

export type SecretClipboard = {
  /** Copies a secret and clears it after `policy.clipboardClearedSeconds`. */
  copy(secret: string): Promise<{ hiddenFromHistory: boolean }>
  /** Clears the copied secret now. */
  clear(): Promise<void>
}

export type ClipboardDeps = { secretClipboard: SecretClipboard }

export async function copyRecoveryKey(
  { secretClipboard }: ClipboardDeps,
  { recoveryKey }: DesktopInput<'copyRecoveryKey'>,
): Promise<DesktopOutcome<'copyRecoveryKey'>> {
  const { hiddenFromHistory } = await secretClipboard.copy(groupRecoveryKey(canonicalRecoveryKey(recoveryKey)))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds, hiddenFromHistory })
}

export async function copyBackupCodes(
  { secretClipboard }: ClipboardDeps,
  { backupCodes }: DesktopInput<'copyBackupCodes'>,
): Promise<DesktopOutcome<'copyBackupCodes'>> {
  const codes = backupCodes.map(canonicalCode).map(groupBackupCode)
  const { hiddenFromHistory } = await secretClipboard.copy(codes.join('\n'))
  return ok({ clearedAfterSeconds: policy.clipboardClearedSeconds, hiddenFromHistory })
}

export async function clearRecoveryKey({
  secretClipboard,
}: ClipboardDeps): Promise<DesktopOutcome<'clearRecoveryKey'>> {
  await secretClipboard.clear()
  return ok(null)
}

export type SecretClipboardDeps = {
  clipboard: SystemClipboard
  timers: Timers
  onCleared: () => void
}

/**
 * Clears only what it copied, and only if the clipboard still holds it. Other content is kept. A
 * clipboard that does not answer in time is cleared: it may still hold the secret.
 */
export function createSecretClipboard({ clipboard, timers, onCleared }: SecretClipboardDeps): SecretClipboard {
  let copiedSecret: string | null = null
  let cancelTimer = () => {}

  async function clear(): Promise<void> {
    cancelTimer()
    const expected = copiedSecret
    copiedSecret = null
    if (expected === null) return
    const text = await readInTime()
    if (text !== null && text !== expected) return
    // A secret that was copied during the read has its own timer.
    if (hasNewSecret()) return
    clipboard.clear()
    onCleared()
  }

  /** Null if the program that owns the clipboard does not answer: quitting must not wait for it. */
  function readInTime(): Promise<string | null> {
    return new Promise((resolve) => {
      const cancelLimit = timers.after(policy.clipboardReadLimitMs, () => resolve(null))
      const answer = (text: string | null) => {
        cancelLimit()
        resolve(text)
      }
      clipboard.readText().then(answer, () => answer(null))
    })
  }

  const hasNewSecret = () => copiedSecret !== null

  return {
    async copy(secret) {
      cancelTimer()
      copiedSecret = secret
      const hiddenFromHistory = await clipboard.writeSecret(secret)
      cancelTimer = timers.after(policy.clipboardClearedSeconds * 1000, () => void clear())
      return { hiddenFromHistory }
    },
    clear,
  }
}

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
 * clipboard that does not answer in time is cleared: it may still hold the secret. A copy that ends
 * after it was cleared is cleared when it ends.
 */
export function createSecretClipboard({ clipboard, timers, onCleared }: SecretClipboardDeps): SecretClipboard {
  let copied: { secret: string } | null = null
  let copyInFlight: Promise<unknown> | null = null
  let cancelTimer = () => {}

  async function clear(): Promise<void> {
    cancelTimer()
    const expected = copied
    copied = null
    // It clears itself. Quitting must wait for that, but not for long.
    if (copyInFlight) await inTime(copyInFlight)
    if (expected) await clearIfHeld(expected.secret)
  }

  async function clearIfHeld(secret: string): Promise<void> {
    const text = await inTime(clipboard.readText())
    if (text !== null && text !== secret) return
    // A secret that was copied during the read has its own timer.
    if (hasNewSecret()) return
    clipboard.clear()
    onCleared()
  }

  /**
   * Null if it fails or takes too long: the program that owns the clipboard may not answer, and
   * quitting must not wait for it.
   */
  function inTime<T>(result: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const cancelLimit = timers.after(policy.clipboardReadLimitMs, () => resolve(null))
      const answer = (value: T | null) => {
        cancelLimit()
        resolve(value)
      }
      result.then(answer, () => answer(null))
    })
  }

  const hasNewSecret = () => copied !== null

  async function copy(secret: string): Promise<{ hiddenFromHistory: boolean }> {
    cancelTimer()
    const mine = { secret }
    copied = mine
    const hiddenFromHistory = await clipboard.writeSecret(secret)
    if (isCurrent(mine)) cancelTimer = timers.after(policy.clipboardClearedSeconds * 1000, () => void clear())
    else if (!hasNewSecret()) await clearIfHeld(secret)
    return { hiddenFromHistory }
  }

  const isCurrent = (copy: { secret: string }) => copied === copy

  return {
    async copy(secret) {
      const copying = copy(secret)
      copyInFlight = copying
      try {
        return await copying
      } finally {
        if (copyInFlight === copying) copyInFlight = null
      }
    },
    clear,
  }
}

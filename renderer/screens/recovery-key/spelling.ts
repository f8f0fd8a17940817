import { canonicalRecoveryKey, inBlocks } from '../../../preload/text'

/** The key as five groups of five. */
export function groupsOf(recoveryKey: string): string[] {
  return inBlocks(canonicalRecoveryKey(recoveryKey), 5)
}

/** The key for screen readers: single characters, with a longer pause between groups. */
export function spellOut(recoveryKey: string): string {
  return groupsOf(recoveryKey)
    .map((group) => Array.from(group).join(', '))
    .join('; ')
}

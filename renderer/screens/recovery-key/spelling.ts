import { canonicalRecoveryKey, inBlocks } from '../../../preload/text'

/** The key as five groups of five. */
export function groupsOf(recoveryKey: string): string[] {
  return inBlocks(canonicalRecoveryKey(recoveryKey), 5)
}

/** For the ear: every character by itself, with a longer pause between groups. */
export function spelled(recoveryKey: string): string {
  return groupsOf(recoveryKey)
    .map((group) => Array.from(group).join(', '))
    .join('; ')
}

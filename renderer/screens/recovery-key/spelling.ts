import { canonicalRecoveryKey } from '../../../preload/contract'

/** The key as five groups of five. */
export function groupsOf(recoveryKey: string): string[] {
  return canonicalRecoveryKey(recoveryKey).match(/.{1,5}/g) ?? []
}

/** The key as it is written everywhere outside this window: 7K4MQ-X2RVT-9HDWN-3CZFA-P8GJE. */
export function dashed(recoveryKey: string): string {
  return groupsOf(recoveryKey).join('-')
}

/** For the ear: every character by itself, with a longer pause between groups. */
export function spelled(recoveryKey: string): string {
  return groupsOf(recoveryKey)
    .map((group) => Array.from(group).join(', '))
    .join('; ')
}

import type { Profile, Time } from '../../../preload/contract'
import type { Message } from '../../app/intl'
import type { Formats } from '../../app/formats'

/** What Home reports before anything else. */
export type HomeNotice =
  | { kind: 'newOwner' }
  | { kind: 'sealed' }
  | { kind: 'unsavedKey' }
  | { kind: 'fewCodes'; left: number }
  | { kind: 'failedAttempts'; count: number; since: Time }

/** The notices that the person dismissed in this session. */
export type Dismissed = { newOwner: boolean; failedAttempts: boolean }

/** Few enough to warn: without a phone, only these can replace a code. */
const lowCodeCount = 2

/**
 * The most urgent notice, or null. That the person is a new owner comes first, because only one
 * session says so. Sealed data is missing now, and opening it gives a new recovery key too. A
 * missing key or code can cost the account; failed attempts cost nothing.
 */
export function homeNoticeOf(profile: Profile, dismissed: Dismissed): HomeNotice | null {
  const { newOwner, privateData, recoveryKey, twoFactor, backupCodesLeft = 0, failedAttempts } = profile
  const { count, since } = failedAttempts
  if (newOwner && !dismissed.newOwner) return { kind: 'newOwner' }
  if (privateData === 'sealed') return { kind: 'sealed' }
  if (!recoveryKey.confirmed) return { kind: 'unsavedKey' }
  if (twoFactor && backupCodesLeft <= lowCodeCount) return { kind: 'fewCodes', left: backupCodesLeft }
  if (count > 0 && since !== null && !dismissed.failedAttempts) return { kind: 'failedAttempts', count, since }
  return null
}

/** The first sentence of a notice, which is announced too. */
export function leadOf(notice: HomeNotice, { dateTime }: Formats): Message {
  switch (notice.kind) {
    case 'newOwner':
      return { id: 'home.newOwner' }
    case 'sealed':
      return { id: 'home.sealed' }
    case 'unsavedKey':
      return { id: 'key.unsaved' }
    case 'fewCodes':
      return { id: 'codes.few', values: { n: notice.left } }
    case 'failedAttempts':
      return { id: 'home.failed', values: { n: notice.count, date: dateTime(notice.since) } }
  }
}

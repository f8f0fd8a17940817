import type { Profile, Time } from '../../../preload/contract'
import type { Message } from '../../app/intl'
import type { Formats } from '../../app/formats'

/** What Home reports before anything else. */
export type HomeNotice =
  { kind: 'unsavedKey' } | { kind: 'fewCodes'; left: number } | { kind: 'failedAttempts'; count: number; since: Time }

/** Few enough to warn: without a phone, only these can replace a code. */
const lowCodeCount = 2

/**
 * The most urgent notice, or null. A missing key or code can cost the account; failed attempts cost
 * nothing, and the person can dismiss them for the session.
 */
export function homeNoticeOf(profile: Profile, isDismissed: boolean): HomeNotice | null {
  const { recoveryKey, twoFactor, backupCodesLeft = 0, failedAttempts } = profile
  const { count, since } = failedAttempts
  if (!recoveryKey.confirmed) return { kind: 'unsavedKey' }
  if (twoFactor && backupCodesLeft <= lowCodeCount) return { kind: 'fewCodes', left: backupCodesLeft }
  if (count > 0 && since !== null && !isDismissed) return { kind: 'failedAttempts', count, since }
  return null
}

/** The first sentence of a notice, which is announced too. */
export function leadOf(notice: HomeNotice, { dateTime }: Formats): Message {
  switch (notice.kind) {
    case 'unsavedKey':
      return { id: 'key.unsaved' }
    case 'fewCodes':
      return { id: 'codes.few', values: { n: notice.left } }
    case 'failedAttempts':
      return { id: 'home.failed', values: { n: notice.count, date: dateTime(notice.since) } }
  }
}

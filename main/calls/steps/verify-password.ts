import type { AttemptKind, Subject } from '../../auth/attempt-throttle'
import type { Comparison } from '../../auth/password'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { done } from '../outcome'
import { roomInQueue, takeTry } from './preconditions'

/** What a comparison found, and how often the window had been locked when it began. */
export type Compared = Comparison & { timesLocked: number }

/**
 * One password, compared once: refused while the queue is full or a pause lasts, recorded as a failure before it is
 * compared, answered later while many emails are being tried. `alongside` joins the transaction that records it. What it found says nothing yet about now: the deed checks
 * again (`undisturbed`, and the hash that was compared).
 */
export async function compareOnce(
  deps: Deps<'auth' | 'secrets' | 'session' | 'time' | 'limits'>,
  kind: AttemptKind,
  subject: Subject,
  password: string,
  alongside?: (user: User) => void,
): Promise<Outcome<Compared, 'tooManyAttempts'>> {
  const room = roomInQueue(deps)
  if (!room.ok) return room
  const attempt = takeTry(deps, kind, subject, alongside)
  if (!attempt.ok) return attempt
  const timesLocked = deps.session.holder.timesLocked()
  const slowdownMs = deps.limits.pauses.slowdownMs()
  const comparison = await deps.auth.compare(subject.user, password)
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return done({ ...comparison, timesLocked })
}

/** A comparison that began before a lock counts for nothing after it, unlocked meanwhile or not. */
export function undisturbed(deps: Deps<'session'>, { timesLocked }: { timesLocked: number }): boolean {
  return deps.session.holder.timesLocked() === timesLocked
}

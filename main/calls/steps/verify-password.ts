import type { AttemptKind, Subject } from '../../auth/attempt-throttle'
import type { Comparison } from '../../auth/password'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok } from '../outcome'
import { requireRoomInQueue, consumeAttempt } from './preconditions'

/** What a comparison found, and how often the window had been locked when it began. */
export type VerifiedPassword = Comparison & { timesLocked: number }

/**
 * One password, compared once: refused while the queue is full or a pause lasts, recorded as a failure before it is
 * compared, answered later while many emails are being tried. `alongside` joins the transaction that records it. What it found says nothing yet about now: the deed checks
 * again (`undisturbed`, and the hash that was compared).
 */
export async function verifyPassword(
  deps: Deps<'auth' | 'secrets' | 'session' | 'time' | 'limits'>,
  kind: AttemptKind,
  subject: Subject,
  password: string,
  alongside?: (user: User) => void,
): Promise<Outcome<VerifiedPassword, 'tooManyAttempts'>> {
  const room = requireRoomInQueue(deps)
  if (!room.ok) return room
  const attempt = consumeAttempt(deps, kind, subject, alongside)
  if (!attempt.ok) return attempt
  const timesLocked = deps.session.current.generation()
  const slowdownMs = deps.limits.throttle.slowdownMs()
  const comparison = await deps.auth.compare(subject.user, password)
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return ok({ ...comparison, timesLocked })
}

/** A comparison that began before a lock counts for nothing after it, unlocked meanwhile or not. */
export function isCurrentGeneration(deps: Deps<'session'>, { timesLocked }: { timesLocked: number }): boolean {
  return deps.session.current.generation() === timesLocked
}

import type { CallFunction } from '../call'
import { done } from '../outcome'

/** A key or pointer in the window, at most once a second: the person is still there. */
export const reportActivity: CallFunction<'reportActivity', 'session'> = ({ session }) => {
  session.holder.active()
  return done(null)
}

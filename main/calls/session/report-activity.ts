import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** Reports keyboard or pointer input in the window, at most once a second. */
export const reportActivity: CallFunction<'reportActivity', 'session'> = ({ session }) => {
  session.current.noteActivity()
  return ok(null)
}

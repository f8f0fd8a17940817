import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** A key or pointer in the window, at most once a second: the person is still there. */
export const reportActivity: CallFunction<'reportActivity', 'session'> = ({ session }) => {
  session.current.noteActivity()
  return ok(null)
}

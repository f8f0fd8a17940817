import { notLoggedIn, requireOwner, type AccessDeps } from '../../calls/access'
import { err, ok, type Err } from '../../calls/outcome'
import type { Outcome } from '../../../preload/errors'
import type { SessionState } from '../../session/current-session'
import { isInFolder } from '../files/data-folder'
import type { Dialogs } from '../files/dialogs'
import type { PrintDeps } from '../files/key-sheet-page'
import type { DesktopDeps } from './desktop-deps'

type DialogAccess = Pick<AccessDeps, 'session' | 'storeProblem'>
type DialogError = 'storage' | 'notLoggedIn' | 'locked'

/**
 * Wraps the calls whose dialogs choose where to save, or print. A dialog can stay open for an hour,
 * so it belongs to the session that the window had when the call began. If that session has ended,
 * was locked or was replaced when the dialog is answered, the answer counts as Cancel, and the call
 * fails with `notLoggedIn` or `locked`. If no one was logged in, no one may be logged in then: a
 * key is shown before the first log-in and after a reset. A path in the data folder fails with
 * `path: malformed`. A call bound by `bindToOwner` also fails with `notAllowed` if the person is no
 * longer an owner when the dialog is answered.
 */
export function createDialogSession(access: DialogAccess) {
  return {
    bindToSession: createBinding<Err<DialogError>>(() => captureSession(access)),
    bindToOwner: createBinding<Err<DialogError | 'notAllowed'>>(() => captureOwner(access)),
  }
}

/** `capture` returns the check that is repeated when the dialog is answered. */
function createBinding<R extends { ok: false }>(capture: () => () => { ok: true } | R) {
  return function bind<I, C, O extends Outcome<unknown>>(
    call: (deps: DesktopDeps, input: I, caller: C) => Promise<O>,
  ): (deps: DesktopDeps, input: I, caller: C) => Promise<O | R | Err<'invalidInput'>> {
    return async (deps, input, caller) => {
      const recheck = capture()
      const refusals: (R | Err<'invalidInput'>)[] = []
      const refuse = (error: R | Err<'invalidInput'>) => {
        refusals.push(error)
        return null
      }
      const accept = async (path: string | null) => {
        if (path === null) return null
        const inDataFolder = await isInFolder(path, deps.dataFolder)
        const rechecked = recheck()
        if (!rechecked.ok) return refuse(rechecked)
        return inDataFolder ? refuse(err({ code: 'invalidInput', fields: { path: 'malformed' } })) : path
      }
      const dialogs: Dialogs = {
        open: (options) => deps.dialogs.open(options),
        save: async (options) => accept(await deps.dialogs.save(options)),
        folder: async (options) => accept(await deps.dialogs.folder(options)),
      }
      const print: PrintDeps['print'] = async (html) => {
        const result = await deps.print(html)
        const rechecked = recheck()
        if (!rechecked.ok) refuse(rechecked)
        return result
      }
      const outcome = await call({ ...deps, dialogs, print }, input, caller)
      return refusals[0] ?? outcome
    }
  }
}

/** Returns a check that the session is the same as now and that the window was not locked since. */
function captureSession({ session, storeProblem }: DialogAccess): () => Outcome<null, DialogError> {
  // The session cannot be read while the store is not open: no one is logged in then.
  const read = (): SessionState => (storeProblem() ? { active: false, reason: 'none' } : session.peek())
  const before = read()
  const generation = session.generation()
  return () => {
    const now = read()
    const isSame = isSamePerson(before, now)
    if (isSame && generation === session.generation()) return ok(null)
    const problem = storeProblem()
    if (problem) return err({ code: 'storage', reason: problem })
    if (!now.active) return notLoggedIn(now.reason)
    // The same session was locked and unlocked, or this one is not the session of the dialog.
    return isSame ? err({ code: 'locked' }) : notLoggedIn('none')
  }
}

/** Returns the same check, and that its person is still an owner. */
function captureOwner(access: DialogAccess): () => Outcome<unknown, DialogError | 'notAllowed'> {
  const recheck = captureSession(access)
  return () => {
    const rechecked = recheck()
    return rechecked.ok ? requireOwner({ session: { current: access.session } }) : rechecked
  }
}

/** While the session is locked, no account counts as logged in. */
function isSamePerson(before: SessionState, now: SessionState): boolean {
  if (!before.active || !now.active) return before.active === now.active
  return before.user.id === now.user.id && before.session.startedAt === now.session.startedAt
}

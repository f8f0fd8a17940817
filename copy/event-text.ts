import type { ActivityEvent } from '../preload/contract'
import type { Catalogue } from './message-key'

/** The message of each activity event. An event without a message does not compile. */
export const eventText: Record<ActivityEvent, keyof Catalogue> = {
  registered: 'act.e.created',
  loggedIn: 'act.e.in',
  loggedOut: 'act.e.out',
  sessionExpired: 'act.e.expired',
  passwordChanged: 'act.e.pw',
  passwordReset: 'act.e.reset',
  resetRequested: 'act.e.resetAsked',
  recoveryKeyRenewed: 'act.e.key',
  recoveryKeyConfirmed: 'act.e.keySaved',
  profileChanged: 'act.e.profile',
  locked: 'act.e.lock',
  unlocked: 'act.e.unlock',
  imported: 'act.e.import',
  restored: 'act.e.restored',
  twoFactorOn: 'act.e.twoFactorOn',
  twoFactorOff: 'act.e.twoFactorOff',
  backupCodesRenewed: 'act.e.codes',
  passwordConfirmed: 'act.e.confirm',
  codeAsked: 'act.e.codeAsked',
  privateDataSealed: 'act.e.sealed',
  privateDataOpened: 'act.e.opened',
  startedAfresh: 'act.e.afresh',
}

/** Events that are failures in themselves: their message says so. */
export const failureEvents: ReadonlySet<ActivityEvent> = new Set<ActivityEvent>([
  'passwordConfirmed',
  'privateDataSealed',
])

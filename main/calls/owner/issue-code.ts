import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import { limits as contractLimits } from '../../../preload/contract'
import type { CallFunction, Deps } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actAsOwner } from '../steps/authorize-owner'
import { isOpen } from '../steps/issued-codes'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import type { StoredCode } from '../../database/tables/issued-codes'

/**
 * Issues a code: an owner helps without ever learning a password. Of several reset codes for an
 * account only the newest works. The code has the form of a recovery key, because a reset takes it
 * in the same field.
 */
export const issueCode: CallFunction<'issueCode', ReauthenticationGroups> = (deps, input, caller) => {
  const code = makeRecoveryKey(deps.secrets.random)
  const { issuedCodeMs } = deps.limits.policy
  return actAsOwner(deps, caller, input, (owner) => {
    const issuedAt = deps.time.clock.now()
    const times = { issuedBy: owner.id, issuedAt, expiresAt: deps.time.steadyNow() + issuedCodeMs }
    const issued = input.purpose === 'invite' ? issueInvitation(deps, owner) : issueReset(deps, owner, input)
    if (!issued.ok) return issued
    deps.tables.issuedCodes.add(fingerprint(code), { ...issued.value, ...times })
    return ok({ issuedCode: code, expiresAt: issuedAt + issuedCodeMs })
  })
}

type NewCode = Pick<StoredCode, 'purpose' | 'userId' | 'turnsOffTwoFactor'>

function issueInvitation(deps: Deps<ReauthenticationGroups>, owner: User): Outcome<NewCode, 'tooManyInvitations'> {
  const open = deps.tables.issuedCodes.all().filter((code) => code.purpose === 'invite' && isOpen(deps, code))
  if (open.length >= contractLimits.openInvitationsMax) return err({ code: 'tooManyInvitations' })
  recordAct(deps, 'invitationIssued', owner)
  return ok({ purpose: 'invite', userId: null, turnsOffTwoFactor: false })
}

function issueReset(
  deps: Deps<ReauthenticationGroups>,
  owner: User,
  { id, turnOffTwoFactor }: { id: number; turnOffTwoFactor: boolean },
): Outcome<NewCode, 'accountNotFound'> {
  const user = deps.auth.find({ id })
  if (!user) return err({ code: 'accountNotFound' })
  deps.tables.issuedCodes.removeForUser(id)
  recordAct(deps, 'resetCodeIssued', owner, user)
  return ok({ purpose: 'reset', userId: id, turnsOffTwoFactor: turnOffTwoFactor })
}

import { join } from 'node:path'
import type { AuthBridge } from '../../preload/contract'
import { editByHand } from './by-hand'
import { ana, loggedIn, valueOf } from './people'
import type { World } from './world'

type OwnersReset = { owner?: typeof ana; person: { email: string }; newPassword: string; code?: string }
type Calls = Pick<AuthBridge, 'logIn' | 'logOut' | 'accounts' | 'issueCode' | 'requestReset' | 'resetPassword'>

/**
 * Sets a password with a code that an owner, Ana, issues for the account. At the next log-in, the
 * private data is sealed. The owner is logged out again.
 */
export async function withOwnersCode(
  auth: Calls,
  { owner = ana, person: { email }, newPassword, code }: OwnersReset,
): Promise<void> {
  await loggedIn(auth, owner)
  const { accounts } = valueOf(await auth.accounts({ search: email }))
  const id = accounts[0]?.id ?? 0
  const { issuedCode } = valueOf(
    await auth.issueCode({ purpose: 'reset', id, turnOffTwoFactor: false, password: owner.password }),
  )
  valueOf(await auth.logOut())
  const { resetToken } = valueOf(await auth.requestReset({ email, recoveryKey: issuedCode }))
  valueOf(await auth.resetPassword({ email, resetToken, newPassword, ...(code !== undefined && { code }) }))
}

/** Restarts the app with accounts as an older version left them: without any data key. */
export async function withoutDataKey(world: World): Promise<World> {
  await world.accounts.close()
  const removeSlots = 'UPDATE users SET password_slot = NULL, recovery_slot = NULL, kept_slot = NULL'
  await editByHand(join(world.folder, 'accounts.db'), removeSlots)
  return world.kill()
}

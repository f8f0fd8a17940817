import type { AuthBridge } from '../../preload/contract'
import type { Outcome } from '../../preload/errors'

export const ana = { email: 'ana@example.com', password: 'tarte aux fraises' }
export const bob = { email: 'bob@example.com', password: 'pont sous la pluie' }

/** The value of a successful outcome. Throws for an error, which fails the test. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

/** The error of a failed outcome. Throws for a success, which fails the test. */
export function errorOf(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error(`not refused: ${JSON.stringify(outcome.value)}`)
  return outcome.error
}

/** Registers a person and returns the recovery key. */
export async function registered(auth: Pick<AuthBridge, 'register'>, person = ana): Promise<string> {
  return valueOf(await auth.register(person)).recoveryKey
}

/** Ana, who is logged in as an owner, makes this person an owner too. */
export async function madeOwner(auth: Pick<AuthBridge, 'accounts' | 'setRole'>, { email }: { email: string }) {
  const { accounts } = valueOf(await auth.accounts({ search: email }))
  valueOf(await auth.setRole({ id: accounts[0]?.id ?? 0, role: 'owner', password: ana.password }))
}

export async function loggedIn(auth: Pick<AuthBridge, 'logIn'>, person = ana) {
  return valueOf(await auth.logIn(person)).profile
}

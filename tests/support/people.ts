import type { AuthBridge } from '../../preload/contract'
import type { Outcome } from '../../preload/errors'

export const ana = { email: 'ana@example.com', password: 'tarte aux fraises' }
export const bob = { email: 'bob@example.com', password: 'pont sous la pluie' }

/** The value of an outcome that must be good; else the test ends here, with the error. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

/** The error of an outcome that must be a refusal. */
export function errorOf(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error(`not refused: ${JSON.stringify(outcome.value)}`)
  return outcome.error
}

/** Registers somebody and answers the recovery key. */
export async function registered(auth: Pick<AuthBridge, 'register'>, person = ana): Promise<string> {
  return valueOf(await auth.register(person)).recoveryKey
}

export async function loggedIn(auth: Pick<AuthBridge, 'logIn'>, person = ana) {
  return valueOf(await auth.logIn(person)).profile
}

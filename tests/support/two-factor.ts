import { TOTP } from 'otpauth'
import type { AuthBridge } from '../../preload/contract'
import { ana, loggedIn, registered, valueOf } from './people'
import { createFakeKeyStore } from './key-store'
import { createWorld, type World, type WorldOptions } from './world'

/** The code of an authenticator at this time, in milliseconds. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: now })
}

/** Six digits that are not the code of any nearby time step. */
export function wrongCodeAt(secret: string, now: number): string {
  const near = new Set([-2, -1, 0, 1, 2].map((steps) => codeAt(secret, now + steps * 30_000)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? ''
}

/** Turns two-factor on for the logged-in account. */
export async function turnOnTwoFactor(auth: AuthBridge, now: () => number, person = ana) {
  const { secret } = valueOf(await auth.beginTwoFactor({ password: person.password }))
  const { backupCodes } = valueOf(await auth.confirmTwoFactor({ code: codeAt(secret, now()) }))
  return { secret, backupCodes }
}

export type ProtectedWorld = {
  world: World
  secret: string
  backupCodes: string[]
  recoveryKey: string
  /** Advances the clock to the next time step and returns its code, which is still unused. */
  freshCode: () => string
}

/** A world where Ana's account has two-factor on and Ana is logged out. */
export async function createProtectedWorld(options: WorldOptions = {}): Promise<ProtectedWorld> {
  const world = await createWorld({ keyStore: createFakeKeyStore(), ...options })
  const recoveryKey = await registered(world.auth)
  await loggedIn(world.auth)
  const { secret, backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
  valueOf(await world.auth.logOut())
  const freshCode = () => {
    world.clock.advance(30_000)
    return codeAt(secret, world.clock.now())
  }
  return { world, secret, backupCodes, recoveryKey, freshCode }
}

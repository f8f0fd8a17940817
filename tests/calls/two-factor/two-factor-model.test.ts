import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '../../../preload/errors'
import { ana } from '../../support/people'
import { codeAt, createProtectedWorld, wrongCodeAt } from '../../support/two-factor'

/**
 * Whoever knows everything but has no right, unused code: the password, the recovery key, every code used before. The
 * model knows which codes are still good; a session that opened without one fails the test.
 */
type Step =
  | { kind: 'logIn' | 'reset'; password: 'right' | 'wrong'; code: Code }
  | { kind: 'turnOff' | 'renew'; password: 'right' | 'wrong'; code: Code }
  | { kind: 'begin' | 'restore' | 'unlock' | 'profile' | 'logOut' | 'lock' | 'restart' | 'kill' }
  | { kind: 'wait' | 'setClock'; seconds: number }
type Code = 'none' | 'wrong' | 'used' | 'old' | 'now' | 'backup' | 'usedBackup'

const code = fc.constantFrom<Code>('none', 'none', 'wrong', 'used', 'used', 'old', 'usedBackup', 'now', 'backup')
const password = fc.constantFrom('right' as const, 'right' as const, 'wrong' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('logIn' as const, 'reset' as const), password, code }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('turnOff' as const, 'renew' as const), password, code }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('begin', 'restore', 'unlock', 'profile', 'logOut', 'lock', 'restart', 'kill'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('wait' as const, 'setClock' as const),
      seconds: fc.integer({ min: -600, max: 600 }),
    }),
  },
)

test('no sequence of calls reaches a session without a right, unused code', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const attacked = await createAttackedWorld()
      for (const next of steps) await attacked.take(next)
      await attacked.close()
    }),
    { numRuns: 60 },
  )
}, 120_000)

async function createAttackedWorld() {
  const home = await createProtectedWorld()
  let { world, recoveryKey } = home
  let known = ana.password
  let backupCodes = [...home.backupCodes]
  const used: { steps: string[]; backup: string[] } = { steps: [codeAt(home.secret, world.clock.now())], backup: [] }
  /** Whether a right, unused code has been given since nobody was logged in, or two-factor was turned off with one. */
  let earned = false
  let on = true
  let highest = stepOf(world.clock.now())

  function typed(kind: Code): string | undefined {
    const now = world.clock.now()
    if (kind === 'none') return undefined
    if (kind === 'wrong') return wrongCodeAt(home.secret, now)
    if (kind === 'used') return used.steps.at(-1)
    if (kind === 'old') return codeAt(home.secret, now - 90_000)
    if (kind === 'now') return codeAt(home.secret, now)
    return (kind === 'backup' ? backupCodes : used.backup).at(-1) ?? 'AAAABBBBCCCCDDDD'
  }

  /** Whether main may take this code now; if it does, it is used up. */
  function isGood(given: string | undefined): boolean {
    if (given === undefined) return false
    const now = world.clock.now()
    const steps = [-1, 0, 1].map((drift) => stepOf(now) + drift).filter((step) => step > highest)
    return backupCodes.includes(given) || steps.some((step) => codeAt(home.secret, step * 30_000) === given)
  }

  function useUp(given: string | undefined) {
    if (given === undefined) return
    if (backupCodes.includes(given)) {
      backupCodes = backupCodes.filter((code) => code !== given)
      used.backup.push(given)
      return
    }
    const step = [-1, 0, 1].map((drift) => stepOf(world.clock.now()) + drift)
    highest = Math.max(highest, ...step.filter((one) => codeAt(home.secret, one * 30_000) === given))
    used.steps.push(given)
  }

  /** An outcome that takes a code: good only with a good one. */
  function judge<T>(outcome: Outcome<T>, given: string | undefined): outcome is { ok: true; value: T } {
    if (!outcome.ok) return false
    if (on) expect(isGood(given)).toBe(true)
    if (on) useUp(given)
    earned = true
    return true
  }

  async function take(step: Step): Promise<void> {
    const { auth } = world
    if (step.kind === 'wait') world.clock.advance(Math.abs(step.seconds) * 1000)
    else if (step.kind === 'setClock') world.clock.shiftWall(step.seconds * 1000)
    else if (step.kind === 'restart' || step.kind === 'kill') world = await world[step.kind]()
    else if (step.kind === 'begin') expect((await auth.beginTwoFactor({ password: known })).ok && on).toBe(false)
    else if (step.kind === 'restore') await auth.restoreSession()
    else if (step.kind === 'unlock') await auth.unlock({ password: known })
    else if (step.kind === 'profile') await auth.profile()
    else if (step.kind === 'logOut') await auth.logOut()
    else if (step.kind === 'lock') await auth.lock()
    else if ('code' in step) await prove(step)
    const profile = await world.auth.profile()
    if (profile.ok) expect(earned).toBe(true)
    else if (profile.error.code === 'notLoggedIn') earned = !on
  }

  async function prove({ kind, password, code: which }: Extract<Step, { code: Code }>): Promise<void> {
    const given = typed(which)
    const proofs = {
      password: password === 'right' ? known : 'quite wrong',
      ...(given !== undefined && { code: given }),
    }
    if (kind === 'logIn') judge(await world.auth.logIn({ email: ana.email, ...proofs }), given)
    if (kind === 'reset') await reset(given)
    if (kind === 'turnOff' && given !== undefined) {
      if (judge(await world.auth.turnOffTwoFactor({ ...proofs, code: given }), given)) on = false
    }
    if (kind === 'renew' && given !== undefined) {
      const renewed = await world.auth.renewBackupCodes({ ...proofs, code: given })
      if (judge(renewed, given)) backupCodes = renewed.value.backupCodes
    }
  }

  async function reset(given: string | undefined): Promise<void> {
    const { email } = ana
    const token = await world.auth.requestReset({ email, recoveryKey })
    if (!token.ok) return
    const newPassword = `${known} encore`.slice(-40)
    const input = {
      email,
      resetToken: token.value.resetToken,
      newPassword,
      ...(given !== undefined && { code: given }),
    }
    const done = await world.auth.resetPassword(input)
    if (!judge(done, given)) return
    recoveryKey = done.value.recoveryKey
    known = newPassword
  }

  return { take, close: () => world.close() }
}

const stepOf = (now: number) => Math.floor(now / 30_000)

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Outcome } from '../../../preload/errors'
import { ana } from '../../support/people'
import { codeAt, createProtectedWorld, wrongCodeAt } from '../../support/two-factor'

/**
 * An attacker knows the password, the recovery key and every used code, but no right, unused code.
 * The model tracks which codes are still valid; the test fails if a session opens without one.
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

test('no sequence of calls opens a session without a right, unused code', async () => {
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
  const setup = await createProtectedWorld()
  let { world, recoveryKey } = setup
  let currentPassword = ana.password
  let backupCodes = [...setup.backupCodes]
  const used: { steps: string[]; backup: string[] } = { steps: [codeAt(setup.secret, world.clock.now())], backup: [] }
  /** Whether a valid code opened the session, or two-factor was turned off with one. */
  let isSessionAllowed = false
  let isOn = true
  let lastUsedStep = stepOf(world.clock.now())

  function codeOf(kind: Code): string | undefined {
    const now = world.clock.now()
    if (kind === 'none') return undefined
    if (kind === 'wrong') return wrongCodeAt(setup.secret, now)
    if (kind === 'used') return used.steps.at(-1)
    if (kind === 'old') return codeAt(setup.secret, now - 90_000)
    if (kind === 'now') return codeAt(setup.secret, now)
    return (kind === 'backup' ? backupCodes : used.backup).at(-1) ?? 'AAAABBBBCCCCDDDD'
  }

  /** Whether the app may accept this code now. Accepting it uses it up. */
  function isValid(submitted: string | undefined): boolean {
    if (submitted === undefined) return false
    const now = world.clock.now()
    const steps = [-1, 0, 1].map((drift) => stepOf(now) + drift).filter((step) => step > lastUsedStep)
    return backupCodes.includes(submitted) || steps.some((step) => codeAt(setup.secret, step * 30_000) === submitted)
  }

  function markUsed(submitted: string | undefined) {
    if (submitted === undefined) return
    if (backupCodes.includes(submitted)) {
      backupCodes = backupCodes.filter((code) => code !== submitted)
      used.backup.push(submitted)
      return
    }
    const step = [-1, 0, 1].map((drift) => stepOf(world.clock.now()) + drift)
    lastUsedStep = Math.max(
      lastUsedStep,
      ...step.filter((candidate) => codeAt(setup.secret, candidate * 30_000) === submitted),
    )
    used.steps.push(submitted)
  }

  /** A call that requires a code may succeed only with a valid one. */
  function expectValidCode<T>(outcome: Outcome<T>, submitted: string | undefined): outcome is { ok: true; value: T } {
    if (!outcome.ok) return false
    if (isOn) expect(isValid(submitted)).toBe(true)
    if (isOn) markUsed(submitted)
    isSessionAllowed = true
    return true
  }

  async function take(step: Step): Promise<void> {
    const { auth } = world
    if (step.kind === 'wait') world.clock.advance(Math.abs(step.seconds) * 1000)
    else if (step.kind === 'setClock') world.clock.shiftWall(step.seconds * 1000)
    else if (step.kind === 'restart' || step.kind === 'kill') world = await world[step.kind]()
    else if (step.kind === 'begin')
      expect((await auth.beginTwoFactor({ password: currentPassword })).ok && isOn).toBe(false)
    else if (step.kind === 'restore') await auth.restoreSession()
    else if (step.kind === 'unlock') await auth.unlock({ password: currentPassword })
    else if (step.kind === 'profile') await auth.profile()
    else if (step.kind === 'logOut') await auth.logOut()
    else if (step.kind === 'lock') await auth.lock()
    else if ('code' in step) await submit(step)
    const profile = await world.auth.profile()
    if (profile.ok) expect(isSessionAllowed).toBe(true)
    else if (profile.error.code === 'notLoggedIn') isSessionAllowed = !isOn
  }

  async function submit({ kind, password, code: codeKind }: Extract<Step, { code: Code }>): Promise<void> {
    const submitted = codeOf(codeKind)
    const credentials = {
      password: password === 'right' ? currentPassword : 'quite wrong',
      ...(submitted !== undefined && { code: submitted }),
    }
    if (kind === 'logIn') expectValidCode(await world.auth.logIn({ email: ana.email, ...credentials }), submitted)
    if (kind === 'reset') await reset(submitted)
    if (kind === 'turnOff' && submitted !== undefined) {
      if (expectValidCode(await world.auth.turnOffTwoFactor({ ...credentials, code: submitted }), submitted))
        isOn = false
    }
    if (kind === 'renew' && submitted !== undefined) {
      const renewed = await world.auth.renewBackupCodes({ ...credentials, code: submitted })
      if (expectValidCode(renewed, submitted)) backupCodes = renewed.value.backupCodes
    }
  }

  async function reset(submitted: string | undefined): Promise<void> {
    const { email } = ana
    const token = await world.auth.requestReset({ email, recoveryKey })
    if (!token.ok) return
    const newPassword = `${currentPassword} encore`.slice(-40)
    const input = {
      email,
      resetToken: token.value.resetToken,
      newPassword,
      ...(submitted !== undefined && { code: submitted }),
    }
    const result = await world.auth.resetPassword(input)
    if (!expectValidCode(result, submitted)) return
    recoveryKey = result.value.recoveryKey
    currentPassword = newPassword
  }

  return { take, close: () => world.close() }
}

const stepOf = (now: number) => Math.floor(now / 30_000)

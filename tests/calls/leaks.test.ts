import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authCalls, type AuthBridge, type CallName } from '../../preload/contract'
import { authError, type Outcome } from '../../preload/errors'
import { createFakeKeyStore } from '../support/key-store'
import { codeAt, turnedOn } from '../support/two-factor'
import { watchedRandom } from '../support/watched-random'
import { createWorld, type World } from '../support/world'
import { ana, bob, valueOf } from '../support/people'

type Reply = { name: CallName; outcome: Outcome<unknown> }

/** The secrets that a call exists to answer, by field; they may stand in no other reply. */
const issued: Partial<Record<CallName, string[]>> = {
  register: ['recoveryKey'],
  requestReset: ['resetToken'],
  resetPassword: ['recoveryKey'],
  renewRecoveryKey: ['recoveryKey'],
  beginTwoFactor: ['secret', 'uri'],
  confirmTwoFactor: ['backupCodes'],
  renewBackupCodes: ['backupCodes'],
}
const newPassword = 'nuages sur la mer'
const wrongPassword = 'wr0ng guess'

let replies: Reply[]
let secrets: string[]
let files: Map<string, string>
let logged: string
beforeAll(async () => {
  replies = []
  files = new Map()
  const { random, uuids } = watchedRandom()
  const world = await createWorld({ keyStore: createFakeKeyStore(), random })
  // The store drew its own id when it was opened, which is in its files and no secret.
  uuids.length = 0
  await everyCall(recorded(world), world)
  await world.store.close()
  keepFiles(world)
  logged = JSON.stringify(world.logged)
  await world.close()
  // Session ids are known from the random source only: no call answers one.
  secrets = [ana.password, bob.password, newPassword, wrongPassword, ...uuids, ...replies.flatMap(issuedBy)]
})

/** The calls of a world. Each answer is checked against the contract and kept, and so is what then stands in the files. */
function recorded(world: World): AuthBridge {
  const calls = Object.keys(authCalls).map((key) => {
    const name = key as CallName
    const call = async (input?: unknown) => {
      const outcome = await world.accounts.calls[name](input)
      const schema = outcome.ok ? authCalls[name].output : authError
      expect(z.safeParse(schema, outcome.ok ? outcome.value : outcome.error).error).toBeUndefined()
      replies.push({ name, outcome })
      keepFiles(world)
      return outcome
    }
    return [name, call]
  })
  return { ...world.auth, ...(Object.fromEntries(calls) as Partial<AuthBridge>) }
}

/** Kept after every call, because a later call may remove what an earlier one wrote. */
function keepFiles({ folder }: World): void {
  for (const name of readdirSync(folder)) files.set(readFileSync(join(folder, name), 'latin1'), name)
}

/** Every call succeeds at least once; some are refused as well. */
async function everyCall(auth: AuthBridge, world: World): Promise<void> {
  valueOf(await auth.welcome())
  await somebodyWhoLeaves(auth, world)
  await somebodyWhoStays(auth, world)
  valueOf(await auth.logOut())
}

async function somebodyWhoLeaves(auth: AuthBridge, { clock }: World): Promise<void> {
  valueOf(await auth.register(bob))
  valueOf(await auth.logIn(bob))
  const { secret } = await turnedOn(auth, () => clock.now(), bob)
  valueOf(await auth.turnOffTwoFactor({ password: bob.password, code: laterCode(clock, secret) }))
  valueOf(await auth.deleteAccount({ password: bob.password }))
}

async function somebodyWhoStays(auth: AuthBridge, { clock }: World): Promise<void> {
  const { email } = ana
  valueOf(await auth.register(ana))
  await auth.logIn({ email, password: wrongPassword })
  valueOf(await auth.logIn({ ...ana, remember: true }))
  valueOf(await auth.profile())
  valueOf(await auth.restoreSession())
  valueOf(await auth.confirmRecoveryKey())
  valueOf(await auth.updatePreferences({ displayName: 'Ana', preferences: { showOnLogIn: true } }))
  valueOf(await auth.people())
  valueOf(await auth.reportActivity())
  valueOf(await auth.stopRemembering())
  valueOf(await auth.lock())
  valueOf(await auth.unlock({ password: ana.password }))
  valueOf(await auth.changePassword({ currentPassword: ana.password, newPassword }))
  const { recoveryKey } = valueOf(await auth.renewRecoveryKey({ password: newPassword }))
  const { resetToken } = valueOf(await auth.requestReset({ email, recoveryKey }))
  valueOf(await auth.resetPassword({ email, resetToken, newPassword: ana.password }))
  valueOf(await auth.logIn(ana))
  const { secret } = await turnedOn(auth, () => clock.now())
  const proof = { password: ana.password, code: laterCode(clock, secret) }
  const { backupCodes } = valueOf(await auth.renewBackupCodes(proof))
  await auth.logIn(ana)
  valueOf(await auth.logIn({ ...ana, code: backupCodes[0] ?? '' }))
  valueOf(await auth.activity({}))
}

/** A code works once, so this one is of a later step. */
function laterCode(clock: World['clock'], secret: string): string {
  clock.advance(30_000)
  return codeAt(secret, clock.now())
}

function issuedBy({ name, outcome }: Reply): string[] {
  if (!outcome.ok) return []
  const value = outcome.value as Record<string, string | string[]>
  return (issued[name] ?? []).flatMap((field) => value[field] ?? [])
}

test('every call of the contract succeeds in the run that is searched for secrets', () => {
  const succeeded = new Set(replies.filter(({ outcome }) => outcome.ok).map(({ name }) => name))
  expect([...succeeded].sort()).toEqual(Object.keys(authCalls).sort())
  // Four recovery keys, a reset token, two secrets with their addresses, and three times ten backup codes.
  expect(replies.flatMap(issuedBy)).toHaveLength(4 + 1 + 2 * 2 + 3 * 10)
})

test('no reply holds a password, hash, session id or token that it does not exist to carry', () => {
  for (const { name, outcome } of replies) {
    const others = (key: string, value: unknown) => (issued[name]?.includes(key) ? undefined : value)
    const text = JSON.stringify(outcome, others)
    for (const secret of secrets) expect(text, name).not.toContain(secret)
    expect(text).not.toMatch(/\$2[aby]\$|[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(text).not.toMatch(/"[^"]*(hash|sessionId|salt|secret)[^"]*":/i)
  }
})

test('no secret in clear is in the data folder or in the log, after any call of a whole run', () => {
  const holdersOf = (text: string) => {
    const holding = [...files].filter(([content]) => content.includes(text))
    return [...new Set(holding.map(([, name]) => name))]
  }
  // The email stands in clear in both files of the store, so this shows that the search finds what is there.
  expect(holdersOf(ana.email)).toEqual(expect.arrayContaining(['accounts.0.journal', 'accounts.db']))
  expect([...files.values()]).toContain('session.vault')
  for (const secret of secrets) {
    expect(holdersOf(secret)).toEqual([])
    expect(logged).not.toContain(secret)
  }
})

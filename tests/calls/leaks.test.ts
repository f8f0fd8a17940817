import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authCalls, type AuthBridge, type CallName } from '../../preload/contract'
import { authError, type Outcome } from '../../preload/errors'
import { createFakeKeyStore } from '../support/key-store'
import { codeAt, turnOnTwoFactor } from '../support/two-factor'
import { watchedRandom } from '../support/watched-random'
import { withOwnersCode } from '../support/private-data'
import { createWorld, type World } from '../support/world'
import { ana, bob, valueOf } from '../support/people'

type Reply = { name: CallName; outcome: Outcome<unknown> }

/** The fields in which a call returns secrets. No other reply may contain these secrets. */
const issued: Partial<Record<CallName, string[]>> = {
  register: ['recoveryKey'],
  requestReset: ['resetToken'],
  resetPassword: ['recoveryKey'],
  renewRecoveryKey: ['recoveryKey'],
  openSealed: ['recoveryKey'],
  startAfresh: ['recoveryKey'],
  beginTwoFactor: ['secret', 'uri'],
  confirmTwoFactor: ['backupCodes'],
  renewBackupCodes: ['backupCodes'],
  issueCode: ['issuedCode'],
}
const newPassword = 'nuages sur la mer'
const frank = { email: 'frank@example.com', password: 'galet au fond' }
const eve = { email: 'eve@example.com', password: 'neige de printemps' }
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
  // The store draws a timeline id when it opens. It is in its files and not a secret.
  uuids.length = 0
  await everyCall(recordedCalls(world), world)
  await world.store.close()
  recordFiles(world)
  logged = JSON.stringify(world.logged)
  await world.close()
  // Session ids are known only from the random source: no call returns them.
  secrets = [
    ana.password,
    bob.password,
    eve.password,
    newPassword,
    wrongPassword,
    ...uuids,
    ...replies.flatMap(issuedBy),
  ]
})

/** The calls of a world. Checks and records each reply, and records the files after each call. */
function recordedCalls(world: World): AuthBridge {
  const calls = Object.keys(authCalls).map((key) => {
    const name = key as CallName
    const call = async (input?: unknown) => {
      const outcome = await world.accounts.calls[name](input)
      const schema = outcome.ok ? authCalls[name].output : authError
      expect(z.safeParse(schema, outcome.ok ? outcome.value : outcome.error).error).toBeUndefined()
      replies.push({ name, outcome })
      recordFiles(world)
      return outcome
    }
    return [name, call]
  })
  return { ...world.auth, ...(Object.fromEntries(calls) as Partial<AuthBridge>) }
}

/** Runs after every call, because a later call may remove what an earlier one wrote. */
function recordFiles({ folder }: World): void {
  for (const name of readdirSync(folder)) files.set(readFileSync(join(folder, name), 'latin1'), name)
}

/** Each call succeeds at least once; some are also refused. */
async function everyCall(auth: AuthBridge, world: World): Promise<void> {
  valueOf(await auth.welcome())
  await runUserWithSealedData(auth)
  await runUserWhoDeletesAccount(auth, world)
  await runUserWhoStays(auth, world)
  valueOf(await auth.logOut())
}

async function runUserWhoDeletesAccount(auth: AuthBridge, { clock }: World): Promise<void> {
  valueOf(await auth.register(bob))
  valueOf(await auth.logIn(bob))
  const { secret } = await turnOnTwoFactor(auth, () => clock.now(), bob)
  valueOf(await auth.turnOffTwoFactor({ password: bob.password, code: laterCode(clock, secret) }))
  valueOf(await auth.deleteAccount({ password: bob.password }))
}

async function runUserWhoStays(auth: AuthBridge, { clock }: World): Promise<void> {
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
  const { secret } = await turnOnTwoFactor(auth, () => clock.now())
  const credentials = { password: ana.password, code: laterCode(clock, secret) }
  const { backupCodes } = valueOf(await auth.renewBackupCodes(credentials))
  await auth.logIn(ana)
  valueOf(await auth.logIn({ ...ana, code: backupCodes[0] ?? '' }))
  valueOf(await auth.activity({}))
  const code = backupCodes.values()
  code.next()
  await runOwner(auth, () => ({ password: ana.password, code: code.next().value ?? '' }))
}

/** Ana is the owner. */
async function runOwner(auth: AuthBridge, proof: () => { password: string; code: string }): Promise<void> {
  const person = { email: 'carol@example.com', password: 'la lune est haute' }
  valueOf(await auth.setRegistration({ mode: 'closed', ...proof() }))
  const { issuedCode } = valueOf(await auth.issueCode({ purpose: 'invite', ...proof() }))
  valueOf(await auth.register({ ...person, invitation: issuedCode }))
  const id = valueOf(await auth.accounts({ search: 'carol' })).accounts[0]?.id ?? 0
  valueOf(await auth.setRole({ id, role: 'owner', ...proof() }))
  valueOf(await auth.setAccountState({ id, state: 'disabled', ...proof() }))
  valueOf(await auth.issueCode({ purpose: 'reset', id, turnOffTwoFactor: false, ...proof() }))
  valueOf(await auth.revokeCode({ id: valueOf(await auth.issuedCodes())[0]?.id ?? 0, ...proof() }))
  valueOf(await auth.removeAccount({ id, ...proof() }))
  valueOf(await auth.audit({}))
}

/** Eve forgets her password twice, and Frank, the owner, helps with a code. */
async function runUserWithSealedData(auth: AuthBridge): Promise<void> {
  const { email, password } = eve
  valueOf(await auth.register(frank))
  valueOf(await auth.register(eve))
  for (const out of ['openSealed', 'startAfresh'] as const) {
    await withOwnersCode(auth, { owner: frank, person: eve, newPassword })
    valueOf(await auth.logIn({ email, password: newPassword }))
    if (out === 'openSealed') valueOf(await auth.openSealed({ formerPassword: password, newPassword: password }))
    else valueOf(await auth.startAfresh({ password: newPassword }))
  }
  valueOf(await auth.deleteAccount({ password: newPassword }))
  valueOf(await auth.logIn(frank))
  valueOf(await auth.deleteAccount({ password: frank.password }))
}

/** A code of a later time step, because each code works only once. */
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
  // Eleven recovery keys, three reset tokens, two secrets with their URIs, three sets of ten backup
  // codes, and four codes from an owner.
  expect(replies.flatMap(issuedBy)).toHaveLength(11 + 3 + 2 * 2 + 3 * 10 + 4)
})

test('no reply contains a password, hash, session id or token that it is not meant to return', () => {
  for (const { name, outcome } of replies) {
    const others = (key: string, value: unknown) => (issued[name]?.includes(key) ? undefined : value)
    const text = JSON.stringify(outcome, others)
    for (const secret of secrets) expect(text, name).not.toContain(secret)
    expect(text).not.toMatch(/\$2[aby]\$|[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(text).not.toMatch(/"[^"]*(hash|sessionId|salt|secret)[^"]*":/i)
  }
})

test('neither the data folder nor the log contains a secret in clear text after any call', () => {
  const filesContaining = (text: string) => {
    const matches = [...files].filter(([content]) => content.includes(text))
    return [...new Set(matches.map(([, name]) => name))]
  }
  // Both files of the store contain the email in clear text, so this proves that the search works.
  expect(filesContaining(ana.email)).toEqual(expect.arrayContaining(['accounts.0.journal', 'accounts.db']))
  expect([...files.values()]).toContain('session.vault')
  for (const secret of secrets) {
    expect(filesContaining(secret)).toEqual([])
    expect(logged).not.toContain(secret)
  }
})

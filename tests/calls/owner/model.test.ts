import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuthBridge } from '../../../preload/contract'
import { valueOf } from '../../support/people'
import { createTransferWorld } from '../../support/transfer'
import { createWorld, type World } from '../../support/world'

/**
 * Owners, members, codes, disabling and a movable clock in any order. No account opens
 * without one of its secrets, a member changes no other account, and there is
 * an active owner.
 */

const people = [0, 1, 2, 3].map((n) => ({ email: `p${n}@example.com` }))
const password = (n: number, change: number) => `mot de passe ${n} ${change}`
type Person = { email: string; passwords: number; known: string; recoveryKey: string; resetCodes: Set<string> }
type Model = {
  world: World
  persons: Map<string, Person>
  invitations: Set<string>
  current: string | null
  backups: { path: string; persons: Map<string, Person> }[]
}

const person = fc.nat(people.length - 1)
const step = fc.oneof(
  fc.record({ do: fc.constant('register' as const), who: person, withCode: fc.boolean() }),
  fc.record({ do: fc.constant('logIn' as const), who: person, as: person }),
  fc.record({ do: fc.constant('reset' as const), who: person, secretOf: person, kind: fc.constantFrom('key', 'code') }),
  fc.record({ do: fc.constant('setRole' as const), who: person, role: fc.constantFrom('owner' as const, 'member') }),
  fc.record({
    do: fc.constant('setState' as const),
    who: person,
    state: fc.constantFrom('active' as const, 'disabled'),
  }),
  fc.record({ do: fc.constant('issue' as const), who: person, purpose: fc.constantFrom('invite' as const, 'reset') }),
  fc.record({ do: fc.constant('setRegistration' as const), mode: fc.constantFrom('open' as const, 'closed') }),
  fc.record({ do: fc.constant('remove' as const), who: person }),
  fc.record({ do: fc.constantFrom('delete' as const, 'logOut', 'lock', 'restart', 'backUp') }),
  fc.record({ do: fc.constant('restore' as const), which: fc.nat(3) }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.nat(30) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const unknownPerson: Person = {
  email: '',
  passwords: 0,
  known: 'un mot inconnu',
  recoveryKey: '0'.repeat(25),
  resetCodes: new Set(),
}
const emailOf = (n: number) => people[n]?.email ?? ''
const rowsOf = ({ world }: Model, except: string | null) =>
  JSON.stringify(world.store.all('SELECT * FROM users WHERE email <> ? ORDER BY id', [except ?? '']))

function idOf(model: Model, n: number): number {
  return Number(model.world.store.get('SELECT id FROM users WHERE email = ?', [emailOf(n)])?.[0] ?? 999)
}

/** Makes the step; the model learns a secret only from an answer that grants it. */
async function play(model: Model, now: Step): Promise<void> {
  const { auth } = model.world
  const own = (model.current === null ? undefined : model.persons.get(model.current)) ?? unknownPerson
  const proof = { password: own.known }
  switch (now.do) {
    case 'register': {
      const [invitation] = now.withCode ? model.invitations : []
      const known = password(now.who, 0)
      const outcome = await auth.register({
        email: emailOf(now.who),
        password: known,
        ...(invitation && { invitation }),
      })
      if (!outcome.ok) return
      const created = { email: emailOf(now.who), passwords: 0, known, recoveryKey: outcome.value.recoveryKey }
      model.persons.set(created.email, { ...created, resetCodes: new Set() })
      return
    }
    case 'logIn': {
      const secret = (model.persons.get(emailOf(now.as)) ?? unknownPerson).known
      const outcome = await auth.logIn({ email: emailOf(now.who), password: secret })
      if (!outcome.ok) return
      expect(model.persons.get(emailOf(now.who))?.known).toBe(secret)
      model.current = emailOf(now.who)
      return
    }
    case 'reset':
      return reset(model, now)
    case 'setRole':
      return ownerAct(model, auth.setRole({ id: idOf(model, now.who), role: now.role, ...proof }))
    case 'setState':
      return ownerAct(model, auth.setAccountState({ id: idOf(model, now.who), state: now.state, ...proof }))
    case 'setRegistration':
      return ownerAct(model, auth.setRegistration({ mode: now.mode, ...proof }))
    case 'remove':
      await ownerAct(model, auth.removeAccount({ id: idOf(model, now.who), ...proof }))
      return
    case 'issue':
      return issue(model, now, proof)
    case 'delete': {
      const before = rowsOf(model, model.current)
      await auth.deleteAccount(proof)
      expect(rowsOf(model, model.current)).toBe(before)
      return
    }
    case 'logOut':
      await auth.logOut()
      return
    case 'lock':
      await auth.lock()
      return
    case 'backUp':
      return backUp(model, proof)
    case 'restore':
      return restore(model, now.which, proof)
    case 'restart':
      model.world = await model.world.restart()
      return
    case 'wait':
      model.world.clock.advance(now.hours * 3600_000)
  }
}

/** A member's call is refused and changes no other account. */
async function ownerAct(model: Model, call: Promise<{ ok: boolean }>): Promise<void> {
  const role = model.world.store.get('SELECT role FROM users WHERE email = ?', [model.current])?.[0]
  const before = rowsOf(model, model.current)
  const { ok } = await call
  if (role === 'owner') return
  expect(ok).toBe(false)
  expect(rowsOf(model, model.current)).toBe(before)
}

async function issue(
  model: Model,
  { who, purpose }: { who: number; purpose: 'invite' | 'reset' },
  proof: { password: string },
) {
  const input =
    purpose === 'invite' ? { purpose, ...proof } : { purpose, id: idOf(model, who), turnOffTwoFactor: false, ...proof }
  const outcome = await model.world.auth.issueCode(input)
  if (!outcome.ok) return
  if (purpose === 'invite') model.invitations.add(outcome.value.issuedCode)
  else model.persons.get(emailOf(who))?.resetCodes.add(outcome.value.issuedCode)
}

async function reset(model: Model, { who, secretOf, kind }: { who: number; secretOf: number; kind: string }) {
  const { auth } = model.world
  const email = emailOf(who)
  const owner = model.persons.get(emailOf(secretOf)) ?? unknownPerson
  const secret = kind === 'key' ? owner.recoveryKey : ([...owner.resetCodes].at(-1) ?? unknownPerson.recoveryKey)
  const token = await auth.requestReset({ email, recoveryKey: secret })
  if (!token.ok) return
  const target = model.persons.get(email)
  expect(target && [target.recoveryKey, ...target.resetCodes]).toContain(secret)
  if (!target) return
  const newPassword = password(who, target.passwords + 1)
  const outcome = await auth.resetPassword({ email, resetToken: token.value.resetToken, newPassword })
  if (!outcome.ok) return
  // The code is spent: the model forgets it, so its use again would be found.
  const used = {
    ...target,
    passwords: target.passwords + 1,
    known: newPassword,
    recoveryKey: outcome.value.recoveryKey,
  }
  model.persons.set(email, { ...used, resetCodes: new Set() })
}

async function backUp(model: Model, proof: { password: string }): Promise<void> {
  const path = join(model.world.folder, `saved-${model.backups.length}.db`)
  const outcome = await createTransferWorld(model.world).backUp(() => Promise.resolve(path), proof)
  if (outcome.ok) model.backups.push({ path, persons: structuredClone(model.persons) })
}

/** The passwords and recovery keys of the backup are valid again; no counter goes back. */
async function restore(model: Model, which: number, proof: { password: string }): Promise<void> {
  const backup = model.backups[which % Math.max(1, model.backups.length)]
  if (!backup) return
  const transfer = createTransferWorld(model.world)
  const counters = 'SELECT u.email, a.kind, a.count FROM attempts a JOIN users u ON u.id = a.user_id ORDER BY 1, 2'
  const before = model.world.store.all(counters)
  const role = model.world.store.get('SELECT role FROM users WHERE email = ?', [model.current])?.[0]
  const preview = await transfer.previewRestore(() => Promise.resolve(backup.path), {})
  const outcome = preview.ok && preview.value ? await transfer.restore({ id: preview.value.id, ...proof }) : preview
  if (!outcome.ok) return
  expect(role).toBe('owner')
  const keyOf = (email: unknown, kind: unknown) => `${String(email)} ${String(kind)}`
  const after = new Map(
    model.world.store.all(counters).map(([email, kind, count]) => [keyOf(email, kind), Number(count)]),
  )
  for (const [email, kind, count] of before)
    if (backup.persons.has(String(email))) expect(after.get(keyOf(email, kind))).toBeGreaterThanOrEqual(Number(count))
  model.persons = new Map([...backup.persons].map(([email, person]) => [email, { ...person, resetCodes: new Set() }]))
}

async function check({ world }: Model): Promise<void> {
  const users = Number(world.store.get('SELECT count(*) FROM users')?.[0])
  const owners = world.store.get("SELECT count(*) FROM users WHERE role = 'owner' AND state = 'active'")?.[0]
  if (users > 0) expect(owners).toBeGreaterThan(0)
  const profile = await sessionOf(world.auth)
  const state = profile && world.store.get('SELECT state FROM users WHERE email = ?', [profile])?.[0]
  expect(state ?? 'active').toBe('active')
}

async function createModel(): Promise<Model> {
  return { world: await createWorld(), persons: new Map(), invitations: new Set(), current: null, backups: [] }
}

async function sessionOf(auth: AuthBridge): Promise<string | null> {
  const outcome = await auth.profile()
  return outcome.ok ? outcome.value.email : null
}

test('no account opens without one of its secrets, and there is always an active owner', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const model = await createModel()
      try {
        await play(model, { do: 'register', who: 0, withCode: false })
        await play(model, { do: 'logIn', who: 0, as: 0 })
        for (const now of steps) {
          await play(model, now)
          model.current = (await sessionOf(model.world.auth)) ?? null
          await check(model)
        }
      } finally {
        await model.world.close()
      }
    }),
    { numRuns: Number(process.env['LATCHKEY_MODEL_RUNS'] ?? 60) },
  )
}, 120_000)

test('the model itself reaches an owner who invites, resets, disables and removes', async () => {
  const model = await createModel()
  const steps: Step[] = [
    { do: 'register', who: 0, withCode: false },
    { do: 'logIn', who: 0, as: 0 },
    { do: 'setRegistration', mode: 'closed' },
  ]
  model.current = emailOf(0)
  for (const now of steps) await play(model, now)
  await play(model, { do: 'issue', who: 1, purpose: 'invite' })
  await play(model, { do: 'register', who: 1, withCode: true })
  await play(model, { do: 'issue', who: 1, purpose: 'reset' })
  await play(model, { do: 'reset', who: 1, secretOf: 1, kind: 'code' })
  expect(model.persons.get(emailOf(1))?.passwords).toBe(1)
  await play(model, { do: 'setState', who: 1, state: 'disabled' })
  await play(model, { do: 'remove', who: 1 })
  expect(valueOf(await model.world.auth.accounts({})).accounts).toHaveLength(1)
  await play(model, { do: 'backUp' })
  await play(model, { do: 'restore', which: 0 })
  expect(model.backups).toHaveLength(1)
  expect(await sessionOf(model.world.auth)).toBeNull()
  await model.world.close()
})

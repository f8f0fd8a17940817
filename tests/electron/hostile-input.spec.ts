import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { authCalls } from '../../preload/contract'
import { authError } from '../../preload/errors'
import { desktopCalls } from '../../preload/desktop'
import { expect, test, type Latchkey } from './fixtures'

/**
 * Sends invalid input to every call of both bridges. Each must return a typed error, change nothing
 * and log nothing of the input. Values are written as source code, because many of them cannot be
 * serialised into the page.
 */

// Hundreds of calls, some with 10 MB of input.
test.slow()

const calls = [
  ...Object.keys(authCalls).map((name) => `auth.${name}`),
  ...Object.keys(desktopCalls).map((name) => `desktop.${name}`),
]
const callsWithoutInput = new Set(
  [...Object.entries(authCalls), ...Object.entries(desktopCalls)]
    .filter(([, { input }]) => z.safeParse(input, undefined).success)
    .map(([name]) => name),
)

/** Inputs that every call must reject. */
const rejectedInputs: Record<string, string> = {
  null: 'null',
  'a number': '42',
  'not a number': 'NaN',
  'a big integer': '10n',
  true: 'true',
  'a string': '"camille@example.com"',
  '10 MB of text': '"x".repeat(10_000_000)',
  'an array': '[{ email: "a@b", password: "correct horse staple" }]',
  'a function': '() => 1',
  'a symbol': 'Symbol("x")',
  'a date': 'new Date(0)',
  'a map': 'new Map([["email", "a@b"]])',
  bytes: 'new Uint8Array(1000)',
  'a promise': 'Promise.resolve({})',
  'a weak map': 'new WeakMap()',
  'an object 2,000 levels deep':
    '(() => { let deep = {}; for (let i = 0; i < 2000; i++) deep = { deep }; return deep })()',
  'an array 2,000 levels deep':
    '(() => { let deep = []; for (let i = 0; i < 2000; i++) deep = [deep]; return deep })()',
  'an object that refers to itself': '(() => { const self = {}; self.self = self; return self })()',
  'an unknown key': '({ surprise: 1 })',
  'a key of 10 MB': '({ ["x".repeat(10_000_000)]: 1 })',
  'a key that is a symbol': '({ [Symbol("x")]: 1 })',
  'an own key __proto__': `JSON.parse('{"__proto__": {"email": "a@b"}}')`,
  'an own key constructor': '({ constructor: { prototype: {} } })',
  'a trap': '({ get email() { throw new Error("trap") }, surprise: 1 })',
  'a proxy that throws': 'new Proxy({}, { ownKeys() { throw new Error("trap") } })',
  'the window': 'window',
}

/** Values that every field must reject. */
const rejectedFieldValues: Record<string, string> = {
  undefined: 'undefined',
  null: 'null',
  'a number': '42.5',
  'an empty string': '""',
  '10 MB of text': '"y".repeat(10_000_000)',
  'an array': '["a@b"]',
  'an object': '({ toString: "a@b" })',
  'a function': '() => "a@b"',
  'a symbol': 'Symbol("x")',
}

type Reply = { call: string; input: string; outcome: unknown }

/**
 * Makes calls in the page, one after the other, and returns their outcomes; a thrown error becomes
 * a string. The inputs are part of one expression, because the content security policy keeps the
 * page from evaluating them itself.
 */
async function makeCalls(latchkey: Latchkey, wanted: { call: string; input: string }[]): Promise<Reply[]> {
  const attempts = wanted.map(({ call, input }) => `async () => window.${call}(${input})`)
  const outcomes = await latchkey.page.evaluate<unknown[]>(`(async () => {
    const outcomes = []
    for (const attempt of [${attempts.join(',\n')}]) {
      outcomes.push(await attempt().catch((error) => 'thrown: ' + String(error)))
    }
    return outcomes
  })()`)
  return wanted.map(({ call, input }, index) => ({ call, input, outcome: outcomes[index] }))
}

const error = z.strictObject({ ok: z.literal(false), error: authError })

function expectTypedErrors(replies: Reply[]): void {
  expect(replies.filter(({ outcome }) => !z.safeParse(error, outcome).success)).toEqual([])
}

/** The bytes of the snapshot and the journals. */
function storedAccounts(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('accounts.'))
  return files.sort().map((name) => `${name} ${readFileSync(join(folder, name)).toString('base64')}`)
}

test('every call rejects invalid input with a typed error, changes nothing, and logs nothing of the input', async ({
  latchkey,
}) => {
  await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })
  const before = storedAccounts(latchkey.dataFolder)
  for (const [what, input] of Object.entries(rejectedInputs)) {
    const replies = await makeCalls(
      latchkey,
      calls.map((call) => ({ call, input })),
    )
    expectTypedErrors(replies)
    for (const { call, outcome } of replies) {
      expect(outcome, `${call} with ${what}`).toMatchObject({ error: { code: 'invalidInput' } })
    }
  }
  expect(storedAccounts(latchkey.dataFolder)).toEqual(before)
  expect(await latchkey.auth.welcome()).toMatchObject({ ok: true, value: { hasAccounts: true } })
  await latchkey.close()
  const file = join(latchkey.dataFolder, 'logs', 'latchkey.log')
  const log = readFileSync(file, 'utf8')
  for (const mark of ['xxxxxxxxxxxx', 'surprise', 'ana@example.com', 'correct horse', 'trap']) {
    expect(log).not.toContain(mark)
  }
  expect(statSync(file).size).toBeLessThan(10_000)
})

test('every call with an input rejects a missing one with a typed error', async ({ shared: latchkey }) => {
  const callsWithInput = calls.filter((call) => !callsWithoutInput.has(call.split('.')[1] ?? ''))
  const replies = await makeCalls(
    latchkey,
    callsWithInput.map((call) => ({ call, input: 'undefined' })),
  )
  expect(replies.map(({ outcome }) => outcome)).toEqual(
    callsWithInput.map(() => ({ ok: false, error: { code: 'invalidInput', fields: { '': 'malformed' } } })),
  )
})

test('every field of every call rejects invalid values with a typed error, and nothing changes', async ({
  latchkey,
}) => {
  await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })
  const before = storedAccounts(latchkey.dataFolder)
  const shapes = { ...authCalls, ...desktopCalls }
  const wanted = Object.entries(shapes).flatMap(([name, { input }]) => {
    const bridge = name in authCalls ? 'auth' : 'desktop'
    const fields = input instanceof z.ZodMiniObject ? Object.keys(input.shape) : []
    return fields.flatMap((field) =>
      Object.values(rejectedFieldValues).map((value) => ({
        call: `${bridge}.${name}`,
        input: `{ ${field}: ${value} }`,
      })),
    )
  })
  const replies = await makeCalls(latchkey, wanted)
  expectTypedErrors(replies)
  for (const { call, input, outcome } of replies) {
    // Valid as a shape: an empty search, which finds everybody, and a long new password, which is
    // refused as too weak.
    const isValid = call === 'auth.accounts' || call === 'auth.openSealed'
    const code = isValid ? /^(invalidInput|notLoggedIn)$/ : /^invalidInput$/
    expect(outcome, `${call} ${input}`).toMatchObject({
      error: { code: expect.stringMatching(code) as unknown as string },
    })
  }
  expect(storedAccounts(latchkey.dataFolder)).toEqual(before)
  await latchkey.close()
  expect(readFileSync(join(latchkey.dataFolder, 'logs', 'latchkey.log'), 'utf8')).not.toContain('yyyyyyyyyyyy')
})

test('SQL in an email is data, and NUL in a password and a password of 73 bytes are refused', async ({ latchkey }) => {
  const { auth } = latchkey
  const password = 'correct horse staple'
  await auth.register({ email: 'ana@example.com', password })
  expect(await auth.logIn({ email: `' OR 1=1 --`, password })).toMatchObject({ error: { code: 'wrongCredentials' } })
  expect(await auth.register({ email: `x@y'); DROP TABLE users; --`, password })).toMatchObject({
    error: { code: 'invalidInput', fields: { email: 'malformed' } },
  })
  expect(await auth.register({ email: `x'||(SELECT/**/1)||'@y`, password })).toMatchObject({ ok: true })
  expect(await auth.register({ email: 'nul@example.com', password: 'correct\0horse staple' })).toMatchObject({
    error: { code: 'invalidInput', fields: { password: 'malformed' } },
  })
  expect(await auth.register({ email: 'long@example.com', password: 'x'.repeat(73) })).toMatchObject({
    error: { code: 'weakPassword', reason: 'tooLong' },
  })
  expect(await auth.logIn({ email: 'ana@example.com', password })).toMatchObject({ ok: true })
})

test('calls out of order and twice at once return the errors of the contract', async ({ latchkey }) => {
  const { auth, page } = latchkey
  const notLoggedIn = { ok: false, error: { code: 'notLoggedIn', reason: 'none' } }
  expect(await auth.profile()).toEqual(notLoggedIn)
  expect(await auth.logOut()).toEqual(notLoggedIn)
  expect(await auth.confirmRecoveryKey()).toEqual(notLoggedIn)
  expect(await latchkey.desktop.saveActivity()).toEqual(notLoggedIn)
  const token = '00000000-0000-4000-8000-000000000000'
  expect(await auth.resetPassword({ email: 'a@b', resetToken: token, newPassword: 'correct horse staple' })).toEqual({
    ok: false,
    error: { code: 'invalidResetToken' },
  })
  const twice = await page.evaluate(() => {
    const register = () => window.auth.register({ email: 'twin@example.com', password: 'correct horse staple' })
    return Promise.all([register(), register()])
  })
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
  expect(twice.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: 'emailTaken' } })
})

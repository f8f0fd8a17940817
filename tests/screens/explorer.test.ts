import * as z from 'zod/mini'
import { describe, expect, test } from 'vitest'
import type { CallShape } from '../../preload/call-shape'
import { authCalls } from '../../preload/contract'
import { desktopCalls } from '../../preload/desktop'
import { explorerCalls, mismatches } from '../../renderer/explorer/calls'
import { asTypeScript, fromForm, fromJson } from '../../renderer/explorer/input'
import { isSecret, mask, maskSecrets } from '../../renderer/explorer/secrets'

const call = (name: string) => {
  const found = explorerCalls.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no call ${name}`)
  return found
}

describe('API explorer', () => {
  test('lists every call of the contract, with a description of each field', () => {
    const shapes = { ...authCalls, ...desktopCalls }
    expect(explorerCalls.map(({ key }) => key).sort()).toEqual(Object.keys(shapes).sort())
    for (const { shape, fields } of explorerCalls) {
      expect(shape.summary).not.toBe('')
      for (const { description } of fields ?? []) expect(description).not.toBe('')
    }
  })

  test('recognizes every secret of the contract', () => {
    // Not secrets despite their names: a folder, times, flags, a number and lists of emails.
    const harmless = new Set([
      'keysSavedIn',
      'recoveryKeyConfirmed',
      'passwordChangedAt',
      'backupCodesLeft',
      'otherPassword',
      'backupCodesOnly',
    ])
    const named = Object.values<CallShape>({ ...authCalls, ...desktopCalls }).flatMap(({ input, output }) =>
      [input, output].flatMap((schema) => [...namesIn(z.toJSONSchema(schema, { unrepresentable: 'any' }))]),
    )
    const suspicious = named.filter((name) => /pass|key|token|code|secret|uri/i.test(name) && !harmless.has(name))
    expect(suspicious.length).toBeGreaterThan(10)
    expect([...new Set(suspicious)].filter((name) => !isSecret(name))).toEqual([])
  })

  test('masks secrets at every depth, and nothing else', () => {
    const value = {
      email: 'a@x',
      recoveryKey: 'K',
      profile: { recoveryKey: { confirmed: true } },
      backupCodes: ['1', '2'],
    }
    expect(maskSecrets({ ok: true, value })).toEqual({
      ok: true,
      value: {
        email: 'a@x',
        recoveryKey: mask,
        profile: { recoveryKey: { confirmed: true } },
        backupCodes: [mask, mask],
      },
    })
    const refused = { ok: false, error: { code: 'wrongCredentials' } }
    expect(maskSecrets(refused)).toEqual(refused)
    expect(maskSecrets({ code: '123456' })).toEqual({ code: mask })
  })

  test('builds an input from typed text, by the types of the contract', () => {
    const filled = { email: 'a@x', password: 'p', remember: 'true', code: '' }
    expect(fromForm(call('auth.logIn'), filled)).toEqual({
      ok: true,
      input: { email: 'a@x', password: 'p', remember: true },
    })
    expect(fromForm(call('auth.activity'), { limit: '5' })).toEqual({ ok: true, input: { limit: 5 } })
    expect(fromForm(call('auth.activity'), { limit: 'five' })).toMatchObject({ problem: { problem: 'refused' } })
    expect(fromForm(call('auth.logIn'), { email: 'a@x' })).toMatchObject({
      problem: { field: 'password', problem: 'missing' },
    })
    expect(fromForm(call('auth.profile'), {})).toEqual({ ok: true, input: undefined })
    const codes = { email: 'a@x', backupCodes: '["1","2"]' }
    expect(fromForm(call('desktop.saveBackupCodes'), codes)).toMatchObject({ input: { backupCodes: ['1', '2'] } })
    expect(fromJson('{\n  "a": 1,\n}')).toMatchObject({ ok: false, problem: { field: 'body', line: 3 } })
  })

  test('writes a call as TypeScript with its secrets masked', () => {
    expect(asTypeScript(call('auth.logIn'), { email: 'a@x', password: 'p' })).toBe(
      `const outcome = await window.auth.logIn({\n  email: "a@x",\n  password: "${mask}"\n})\n`,
    )
    expect(asTypeScript(call('auth.profile'), undefined)).toBe('const outcome = await window.auth.profile()\n')
  })

  test('reports where an outcome violates the contract', () => {
    const welcome = call('auth.welcome')
    expect(
      mismatches(welcome, {
        ok: true,
        value: { message: 'Bienvenue', hasAccounts: true, registration: 'open', canRemember: false },
      }),
    ).toEqual([])
    expect(
      mismatches(welcome, {
        ok: true,
        value: { message: 'Bienvenue', hasAccounts: 1, registration: 'open', canRemember: false },
      }),
    ).toEqual(['value.hasAccounts'])
    expect(mismatches(welcome, { ok: false, error: { code: 'emailTaken' } })).toEqual(['error.code'])
  })
})

function* namesIn(json: unknown): Generator<string> {
  if (typeof json !== 'object' || json === null) return
  for (const [key, inner] of Object.entries(json)) {
    if (key === 'properties') yield* Object.keys(inner as object)
    yield* namesIn(inner)
  }
}

import { createCipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Hasher } from '../../main/auth/hasher'
import { makeRecoveryKey } from '../../main/auth/recovery-key'
import { derivePasswordKey, scryptOf } from '../../main/calls/steps/data-key'
import { base64, bytesOf, encrypt } from '../../main/keys/authenticated-encryption'
import { makeDataKey, subkey, toPlaintext, type DataKey } from '../../main/keys/data-key'
import { publicKeyOf, recoveryPrivateKey, sharedSecret } from '../../main/keys/recovery-key-pair'
import {
  makeKeptSlot,
  makePasswordSlot,
  makeRecoverySlot,
  openKeptSlot,
  openPasswordSlot,
  openRecoverySlot,
  saltOf,
} from '../../main/keys/slots'
import { decryptTotpSecret, encryptTotpSecret } from '../../main/keys/totp-secret'
import { policy } from '../../main/policy'
import { ana, bob, registered, valueOf } from '../support/people'
import { createWorld } from '../support/world'

type Fields = Record<string, string | number>

const random = { uuid: randomUUID, bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const { email } = ana
const scrypt = scryptOf(policy)
const passwordKey = { salt: random.bytes(16), key: random.bytes(32) }
const keptKey = random.bytes(32)
const recoveryKey = makeRecoveryKey(random)
const recoveryPublicKey = publicKeyOf(recoveryPrivateKey(recoveryKey))
const dataKey = makeDataKey(random, recoveryPublicKey)
const setUpId = randomUUID()
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** What is written, and what opens it for an account. */
const formats = [
  {
    name: 'a password slot',
    json: makePasswordSlot(dataKey, email, passwordKey, scrypt, random),
    open: (json: string, owner = email): unknown => openPasswordSlot(json, owner, passwordKey.key, scrypt),
  },
  {
    name: 'a recovery slot',
    json: makeRecoverySlot(dataKey, email, random) ?? '',
    open: (json: string, owner = email): unknown => openRecoverySlot(json, owner, recoveryKey),
  },
  {
    name: 'a kept slot',
    json: makeKeptSlot(dataKey, email, keptKey, random),
    open: (json: string, owner = email): unknown => openKeptSlot(json, owner, keptKey),
  },
  {
    name: 'the secret of an authenticator',
    json: encryptTotpSecret(dataKey, email, setUpId, secret, random),
    open: (json: string, owner = email): unknown => decryptTotpSecret(dataKey, owner, setUpId, json),
  },
]

describe.each(formats)('$name', ({ json, open }) => {
  const right = open(json)
  const fields = JSON.parse(json) as Fields
  const at = Array.from(json, (_, index) => index)
  const withField = (name: string, value: unknown) => JSON.stringify({ ...fields, [name]: value })
  const encoded = Object.keys(fields).filter((name) => !['format', 'N', 'r', 'p'].includes(name))

  /** The texts that open. Each must open as the original does; none may throw. */
  function opening(texts: readonly string[]): string[] {
    const found = texts.filter((text) => open(text) !== null)
    for (const text of found) expect(open(text)).toEqual(right)
    return found
  }

  test('opens unchanged', () => {
    expect(right).not.toBeNull()
  })

  test('does not open with any bit of any character flipped', () => {
    const flipped = at.flatMap((index) =>
      [1, 2, 4, 8, 16, 32, 64, 128].map((bit) => replaceAt(json, index, json.charCodeAt(index) ^ bit)),
    )
    expect(opening(flipped)).toEqual([])
  })

  test('does not open without any one of its characters, or cut off anywhere', () => {
    expect(opening(at.map((index) => json.slice(0, index) + json.slice(index + 1)))).toEqual([])
    expect(opening(at.map((index) => json.slice(0, index)))).toEqual([])
  })

  test('opens with white space exactly where JSON ignores it', () => {
    for (const space of [' ', '\n', '\u00a0']) {
      const spaced = [...at, json.length].map((index) => json.slice(0, index) + space + json.slice(index))
      expect(opening(spaced)).toEqual(spaced.filter((text) => isSameJson(text, fields)))
    }
  })

  test('opens as other JSON of the same values', () => {
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(fields).reverse()))
    const escaped = json.replace('"latchkey', '"\\u006catchkey')
    const repeated = json.replace('{', '{"data":"AAAA",')
    for (const text of [JSON.stringify(fields, null, 2), reversed, escaped, repeated]) {
      expect(text).not.toBe(json)
      expect(open(text)).toEqual(right)
    }
  })

  test('does not open with a field too many, or too few, or of another type', () => {
    const names = Object.keys(fields)
    const fewer = names.map((name) => JSON.stringify({ ...fields, [name]: undefined }))
    const more = ['extra', 'N', 'ephemeral', 'toString', 'constructor', ''].map((name) =>
      JSON.stringify({ ...fields, [name]: fields[name] ?? 0 }),
    )
    const inPlace = names.map((name) => JSON.stringify({ ...fields, [name]: undefined, extra: fields[name] }))
    const inherited = names.map((name) =>
      JSON.stringify({ ...fields, [name]: undefined }).replace('{', `{"__proto__":${JSON.stringify(fields)},`),
    )
    const ofOtherTypes = names.flatMap((name) =>
      [null, true, 0, 8, '8', '', [fields[name]], { value: fields[name] }].map((value) => withField(name, value)),
    )
    const texts = [...fewer, ...more, ...inPlace, ...inherited, ...ofOtherTypes]
    expect(opening(texts)).toEqual(texts.filter((text) => isSameJson(text, fields)))
    const notObjects = ['', 'null', '1', '"text"', '[]', '{}', `[${json}]`, JSON.stringify(json), json + json]
    expect(opening(notObjects)).toEqual([])
  })

  test.each(encoded)('does not open with %s in base 64 that is not canonical', (name) => {
    const text = String(fields[name])
    const spelled = [
      text.replace(/=+$/, ''),
      `${text}=`,
      `${text}\n`,
      ` ${text}`,
      text.replace(/^.{4}/, '$&\n'),
      text.replace(/^.{4}/, '$&='),
      ...(/[+/]/.test(text) ? [text.replaceAll('+', '-').replaceAll('/', '_')] : []),
      ...unusedBits(text),
    ].filter((other) => other !== text)
    expect(opening(spelled.map((other) => withField(name, other)))).toEqual([])
  })

  test.each(encoded)('does not open with %s shorter, longer, empty or of other bytes', (name) => {
    const bytes = [...Buffer.from(String(fields[name]), 'base64')]
    const lengths = Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length))
    const others = [...lengths, [0, ...bytes], [...bytes, 0], [...bytes, ...bytes], bytes.map(() => 0)]
    expect(opening(others.map((other) => withField(name, base64(Uint8Array.from(other)))))).toEqual([])
  })

  test('does not open for another account', () => {
    for (const other of [bob.email, '', 'Ana@example.com', `${email} `, `${email}","`])
      expect(open(json, other)).toBeNull()
  })

  test('does not open under the name of another format, even with its fields', () => {
    const names = ['password slot 1', 'password slot 2', 'recovery slot 1', 'kept slot 1', 'totp 1', 'totp 2']
    const others = names.map((name) => `latchkey ${name}`).filter((name) => name !== fields['format'])
    expect(opening(others.map((format) => withField('format', format)))).toEqual([])
    for (const other of formats)
      if (other.json !== json) {
        const { nonce, tag, data } = fields
        expect(other.open(json)).toBeNull()
        expect(other.open(JSON.stringify({ ...(JSON.parse(other.json) as Fields), nonce, tag, data }))).toBeNull()
      }
  })

  test('does not open with the parts of a second one of the same account', () => {
    const second = JSON.parse(again(json)) as Fields
    for (const name of encoded) {
      if (second[name] !== fields[name]) expect(open(withField(name, second[name]))).toBeNull()
    }
  })
})

describe('two accounts', () => {
  test('with the same key: neither opens the slots or the secret of the other', () => {
    const ofBob = [
      openPasswordSlot(
        makePasswordSlot(dataKey, bob.email, passwordKey, scrypt, random),
        email,
        passwordKey.key,
        scrypt,
      ),
      openRecoverySlot(makeRecoverySlot(dataKey, bob.email, random) ?? '', email, recoveryKey),
      openKeptSlot(makeKeptSlot(dataKey, bob.email, keptKey, random), email, keptKey),
      decryptTotpSecret(dataKey, email, setUpId, encryptTotpSecret(dataKey, bob.email, setUpId, secret, random)),
    ]
    expect(ofBob).toEqual([null, null, null, null])
  })

  test('with the same password, whose slots are swapped in the file: both are sealed', async () => {
    const world = await createWorld()
    onTestFinished(() => world.close())
    const twin = { ...bob, password: ana.password }
    await registered(world.auth)
    await registered(world.auth, twin)
    const { users } = world.accounts.deps.tables
    const [one, other] = [users.findUserBy({ email }), users.findUserBy({ email: bob.email })]
    users.updateUser(one.id, { passwordSlot: other.passwordSlot, recoverySlot: other.recoverySlot })
    users.updateUser(other.id, { passwordSlot: one.passwordSlot, recoverySlot: one.recoverySlot })
    for (const person of [ana, twin]) expect(valueOf(await world.auth.logIn(person)).profile.privateData).toBe('sealed')
  })
})

test('the secret does not open for another set-up, or under another data key', () => {
  const json = encryptTotpSecret(dataKey, email, setUpId, secret, random)
  for (const other of ['', randomUUID(), setUpId.toUpperCase(), `${setUpId} `])
    expect(decryptTotpSecret(dataKey, email, other, json)).toBeNull()
  const { id, bytes } = makeDataKey(random, null)
  for (const key of [
    { ...dataKey, bytes },
    { ...dataKey, id },
  ])
    expect(decryptTotpSecret(key, email, setUpId, json)).toBeNull()
})

describe('another secret', () => {
  test('opens no slot: another password, key or length of key', () => {
    const [password, recovery, kept] = formats.map(({ json }) => json)
    for (const key of [random.bytes(32), random.bytes(16), new Uint8Array(), new Uint8Array(32), keptKey])
      expect(openPasswordSlot(password ?? '', email, key, scrypt)).toBeNull()
    for (const key of [random.bytes(32), random.bytes(31), new Uint8Array(), passwordKey.key])
      expect(openKeptSlot(kept ?? '', email, key)).toBeNull()
    for (const typed of [makeRecoveryKey(random), '', recoveryKey.toLowerCase(), ana.password])
      expect(openRecoverySlot(recovery ?? '', email, typed)).toBeNull()
  })
})

describe('other scrypt parameters', () => {
  const slot = formats[0]?.json ?? ''
  const changed = [
    { N: 2 ** 30 },
    { N: 2 ** 15 },
    { N: 1 },
    { N: 0 },
    { N: -16384 },
    { N: 16384.5 },
    { r: 1 },
    { r: 2 ** 24 },
    { p: 1 },
    { p: 4 },
    { p: 2 ** 24 },
    { N: 1e308 },
    { r: 3, p: 8 },
  ]

  test.each(changed)('%j: refused before any work', async (other) => {
    const text = JSON.stringify({ ...(JSON.parse(slot) as Fields), ...other })
    expect(saltOf(text, scrypt)).toBeNull()
    expect(openPasswordSlot(text, email, passwordKey.key, scrypt)).toBeNull()
    expect(await derivedFor(text)).toEqual([{ parameters: scrypt, isOfSlot: false }])
  })

  test('the right ones: the key is derived with the salt of the slot', async () => {
    expect(saltOf(slot, scrypt)).toEqual(Buffer.from(passwordKey.salt))
    expect(await derivedFor(slot)).toEqual([{ parameters: scrypt, isOfSlot: true }])
  })

  test('no slot opens under another policy', () => {
    for (const other of [{ log2N: 15 }, { r: 9 }, { p: 2 }])
      expect(openPasswordSlot(slot, email, passwordKey.key, { ...scrypt, ...other })).toBeNull()
  })

  /** The work of a log-in to an account with this slot. */
  async function derivedFor(text: string) {
    const world = await createWorld()
    onTestFinished(() => world.close())
    const { secrets, limits } = world.accounts.deps
    const deriveKey = vi.fn<Hasher['deriveKey']>((...job) => secrets.hasher.deriveKey(...job))
    const hasher = { ...secrets.hasher, deriveKey }
    await derivePasswordKey({ secrets: { ...secrets, hasher }, limits }, text, ana.password)
    return deriveKey.mock.calls.map(([, salt, parameters]) => ({
      parameters,
      isOfSlot: base64(salt) === base64(passwordKey.salt),
    }))
  }
})

describe('public keys of low order', () => {
  // https://cr.yp.to/ecdh.html#validate, little-endian: 0, 1, two of order 8, p - 1, p, p + 1. With
  // the highest bit, which X25519 ignores, they are the same points.
  const lowOrder = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ].flatMap((digits) => {
    const point = Buffer.from(digits, 'hex')
    const last = point[31] ?? 0
    return [point, Buffer.concat([point.subarray(0, 31), Buffer.of(last | 128)])]
  })

  test('give no shared secret', () => {
    for (const point of lowOrder) expect(sharedSecret(recoveryPrivateKey(recoveryKey), point)).toBeNull()
    expect(sharedSecret(recoveryPrivateKey(recoveryKey), recoveryPublicKey)).not.toBeNull()
  })

  test('do not open a slot that is encrypted under the secret that they give everybody', () => {
    for (const point of lowOrder) {
      expect(openRecoverySlot(recoverySlotUnder(new Uint8Array(32), point), email, recoveryKey)).toBeNull()
    }
    // The same slot with an honest key opens, so the test builds slots as the app does.
    const ephemeral = random.bytes(32)
    const shared = sharedSecret(ephemeral, recoveryPublicKey) ?? new Uint8Array()
    const honest = recoverySlotUnder(shared, publicKeyOf(ephemeral))
    expect(openRecoverySlot(honest, email, recoveryKey)).toEqual(toBuffers(dataKey))
  })

  test('get no recovery slot', () => {
    for (const point of lowOrder) {
      expect(makeRecoverySlot({ ...dataKey, recoveryPublicKey: point }, email, random)).toBeNull()
    }
  })
})

describe('what a key encrypted, but not the app', () => {
  const kept = 'latchkey kept slot 1'
  const slotOf = (plaintext: Uint8Array, keyId = dataKey.id) =>
    JSON.stringify({
      format: kept,
      keyId,
      ...encrypt(keptKey, plaintext, { format: kept, keyId, email, parameters: [] }, random),
    })

  test('does not open with another length than that of one or two keys', () => {
    for (const length of [0, 1, 16, 31, 33, 63, 65, 96])
      expect(openKeptSlot(slotOf(random.bytes(length)), email, keptKey)).toBeNull()
    for (const length of [32, 64]) expect(openKeptSlot(slotOf(random.bytes(length)), email, keptKey)).not.toBeNull()
  })

  test('does not open with an id of another length or spelling', () => {
    for (const keyId of ['', 'x', base64(random.bytes(15)), base64(random.bytes(17)), `${dataKey.id}=`])
      expect(openKeptSlot(slotOf(toPlaintext(dataKey), keyId), email, keptKey)).toBeNull()
  })

  test.each([
    [12, 12],
    [12, 4],
    [16, 16],
    [8, 16],
    [1, 16],
  ])('does not open with a nonce of %i bytes and a tag of %i', (nonceBytes, tagBytes) => {
    const nonce = random.bytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', keptKey, nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(JSON.stringify([kept, dataKey.id, email])))
    const data = Buffer.concat([cipher.update(toPlaintext(dataKey)), cipher.final()])
    const parts = { nonce: base64(nonce), tag: base64(cipher.getAuthTag()), data: base64(data) }
    expect(openKeptSlot(JSON.stringify({ format: kept, keyId: dataKey.id, ...parts }), email, keptKey)).toBeNull()
  })

  test('does not open as a recovery slot that names no public key, or another one', () => {
    for (const other of [null, publicKeyOf(random.bytes(32))]) {
      const ephemeral = random.bytes(32)
      const shared = sharedSecret(ephemeral, recoveryPublicKey) ?? new Uint8Array()
      const slot = recoverySlotUnder(shared, publicKeyOf(ephemeral), { ...dataKey, recoveryPublicKey: other })
      expect(openRecoverySlot(slot, email, recoveryKey)).toBeNull()
    }
  })

  test('is no secret: one under the data key itself, or under the key of another purpose', () => {
    const purpose = { format: 'latchkey totp 2', keyId: dataKey.id, email, parameters: [setUpId] }
    const otherKey = new Uint8Array(hkdfSync('sha256', dataKey.bytes, '', 'latchkey other 1', 32))
    const jsonUnder = (key: Uint8Array) =>
      JSON.stringify({
        format: purpose.format,
        keyId: dataKey.id,
        ...encrypt(key, Buffer.from(secret), purpose, random),
      })
    expect(decryptTotpSecret(dataKey, email, setUpId, jsonUnder(dataKey.bytes))).toBeNull()
    expect(decryptTotpSecret(dataKey, email, setUpId, jsonUnder(otherKey))).toBeNull()
    expect(decryptTotpSecret(dataKey, email, setUpId, jsonUnder(subkey(dataKey, 'totp')))).toBe(secret)
  })
})

test('base 64 is read only in its canonical spelling', () => {
  expect(bytesOf('AAA=')).toEqual(Buffer.alloc(2))
  for (const text of ['AAA', 'AAB=', 'AAA==', 'AAA=\n', ' AAA=', 'AA A=', 'AAA=AAAA', '-_-_', 'é', '=', 'A'])
    expect(bytesOf(text)).toBeNull()
  expect(bytesOf('')).toEqual(Buffer.alloc(0))
  expect(bytesOf('AAA=', 3)).toBeNull()
})

function replaceAt(text: string, index: number, charCode: number): string {
  return text.slice(0, index) + String.fromCharCode(charCode) + text.slice(index + 1)
}

function isSameJson(text: string, fields: Fields): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), fields)
  } catch {
    return false
  }
}

/** The spellings whose last character differs in bits that are not part of the bytes. */
function unusedBits(text: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bytes = base64(Buffer.from(text, 'base64'))
  const end = text.replace(/=+$/, '').length - 1
  const others = Array.from(alphabet, (character) => text.slice(0, end) + character + text.slice(end + 1))
  return others.filter((other) => other !== text && base64(Buffer.from(other, 'base64')) === bytes)
}

/** The same thing, encrypted anew for the same account under the same key. */
function again(json: string): string {
  const { format } = JSON.parse(json) as Fields
  if (format === 'latchkey password slot 1') {
    const key = { ...passwordKey, salt: random.bytes(16) }
    return makePasswordSlot(makeDataKey(random, recoveryPublicKey), email, key, scrypt, random)
  }
  if (format === 'latchkey recovery slot 1')
    return makeRecoverySlot(makeDataKey(random, recoveryPublicKey), email, random) ?? ''
  if (format === 'latchkey kept slot 1')
    return makeKeptSlot(makeDataKey(random, recoveryPublicKey), email, keptKey, random)
  return encryptTotpSecret(dataKey, email, setUpId, 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK', random)
}

/** A recovery slot as docs/keys.md describes it, from a shared secret of any origin. */
function recoverySlotUnder(shared: Uint8Array, ephemeral: Uint8Array, key: DataKey = dataKey): string {
  const format = 'latchkey recovery slot 1'
  const salt = Buffer.concat([ephemeral, recoveryPublicKey])
  const slotKey = new Uint8Array(hkdfSync('sha256', shared, salt, `${format} ${key.id}`, 32))
  const purpose = { format, keyId: key.id, email, parameters: [base64(ephemeral)] }
  const stated = { format, keyId: key.id, ephemeral: base64(ephemeral) }
  return JSON.stringify({ ...stated, ...encrypt(slotKey, toPlaintext(key), purpose, random) })
}

function toBuffers({ id, bytes, recoveryPublicKey: publicKey }: DataKey) {
  return { id, bytes: Buffer.from(bytes), recoveryPublicKey: publicKey && Buffer.from(publicKey) }
}

export type FuzzPlan = {
  seed: number
  count: number
  inFlight: number
  valid: Record<string, Record<string, unknown> | null>
}
export type FuzzReply =
  { call: string; ms: number; outcome: unknown } | { call: string; ms: number; refusedByBridge: string }

/**
 * Sends generated messages through both bridges, `inFlight` at a time, and returns the replies. A
 * message is a valid input with one corrupted field, or entirely invalid. The same plan sends the
 * same messages. Runs in the page, so it must not refer to anything outside itself.
 */
export async function fuzzBridges({ seed, count, inFlight, valid }: FuzzPlan): Promise<FuzzReply[]> {
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const cyclic = (): unknown => {
    const object: Record<string, unknown> = { list: [] }
    object['self'] = object
    return object
  }
  const deep = (levels: number): unknown => {
    let value: unknown = 1
    for (let level = 0; level < levels; level += 1) value = random() < 0.5 ? [value] : { a: value }
    return value
  }
  const trap = new Proxy(
    {},
    {
      get: () => 'trap',
      ownKeys: () => ['email'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
    },
  )
  const hostile: (() => unknown)[] = [
    () => undefined,
    () => null,
    () => pick([0, -0, -1, 1e308, Number.NaN, Infinity, 2 ** 53, 0.1]),
    () => pick([true, false]),
    () => pick([0n, 2n ** 200n]),
    () =>
      pick([
        '',
        ' ',
        '\0',
        '\u202e',
        '\ud800',
        '\ufeff',
        "' OR 1=1 --",
        '__proto__',
        'constructor',
        '<img src=x onerror=alert(1)>',
        '../../etc/passwd',
        '%00',
        '💥'.repeat(40),
      ]),
    () => 'A'.repeat(pick([251, 1025, 5000, 100_000])),
    () => (random() < 0.02 ? 'B'.repeat(2_000_000) : 'b'),
    () => [],
    () => Array.from({ length: 50 }, () => random()),
    () => Array.from({ length: 1000 }),
    () => ({}),
    () => ({ toString: 'x', valueOf: 1, then: 1 }),
    () => JSON.parse('{"__proto__":{"email":"a@b","polluted":true}}') as unknown,
    () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}') as unknown,
    () => Object.create({ email: 'a@b', password: 'inherited one' }) as unknown,
    cyclic,
    () => deep(pick([5, 100, 900, 1500])),
    () => new Date(pick([0, Number.NaN])),
    () => new Map([['email', 'a@b']]),
    () => new Set(['email']),
    () => new Error('x'),
    () => /x/g,
    () => new Uint8Array(pick([0, 16, 100_000])),
    () => new ArrayBuffer(8),
    () => new Blob(['x']),
    () => () => 1,
    () => Symbol('x'),
    () => Promise.resolve(1),
    () => trap,
    () => ({
      get email(): string {
        throw new Error('from a getter')
      },
    }),
    () => document.body,
    () => window,
  ]
  const hostileValue = () => pick(hostile)()
  const mutant = (input: Record<string, unknown> | null): unknown => {
    if (input === null || random() < 0.2) return hostileValue()
    const fields = Object.keys(input)
    const changed: Record<string, unknown> = { ...input }
    const kind = random()
    if (kind < 0.6) changed[pick(fields)] = hostileValue()
    else if (kind < 0.8) Reflect.deleteProperty(changed, pick(fields))
    else changed[pick(['extra', 'id', 'isAdmin', 'hashedPassword', 'toString', 'x'.repeat(300)])] = hostileValue()
    return changed
  }
  const bridges = window as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
  const names = Object.keys(valid)
  const replies: FuzzReply[] = []
  const sendOne = async (): Promise<void> => {
    const call = pick(names)
    const [bridge, name] = call.split('.') as [string, string]
    const before = performance.now()
    try {
      const outcome = await bridges[bridge]?.[name]?.(mutant(valid[call] ?? null))
      replies.push({ call, ms: performance.now() - before, outcome })
    } catch (error) {
      replies.push({ call, ms: performance.now() - before, refusedByBridge: String(error) })
    }
  }
  for (let sent = 0; sent < count; sent += inFlight)
    await Promise.all(Array.from({ length: Math.min(inFlight, count - sent) }, sendOne))
  return replies
}

import type { Random } from '../auth/secrets'
import { StorageError } from '../database/engine/storage-error'
import type { CallShape } from '../../preload/call-shape'
import type { Outcome } from '../../preload/errors'
import { authorize, type AccessDeps } from './access'
import type { Log } from './call'
import { fail, parseInput } from './outcome'

export type HandlerDeps = { random: Random; log: Log; access: AccessDeps }

/**
 * A call that takes anything and always answers an Outcome: it parses the input, checks the access that the contract
 * declares, then calls. A bug becomes `unexpected`, its reference in the log.
 */
export function guarded<O>(
  deps: HandlerDeps,
  name: string,
  { input: schema, access }: Pick<CallShape, 'input' | 'access'>,
  run: (input: never, caller: never) => Outcome<O> | Promise<Outcome<O>>,
): (input?: unknown) => Promise<Outcome<O>> {
  return async (input) => {
    try {
      const parsed = parseInput(schema, input)
      if (!parsed.ok) return parsed
      const authorized = authorize(deps.access, access)
      // The table of calls pairs each function with the schema and the access of its own entry.
      return authorized.ok ? await run(parsed.value as never, authorized.value as never) : authorized
    } catch (error) {
      if (error instanceof StorageError) return fail({ code: 'storage', reason: error.reason })
      return fail(unexpected(name, error, deps))
    }
  }
}

function unexpected(call: string, error: unknown, { random, log }: HandlerDeps) {
  const reference = random.uuid().slice(0, 8)
  log('unexpected', { call, reference, ...describeError(error) })
  return { code: 'unexpected' as const, reference }
}

/** What the log gets of an error: its kind and where it came from. A message can quote what was typed, so it stays out. */
export function describeError(error: unknown): { kind: string; at: string[] } {
  const lines = (error instanceof Error ? error.stack : undefined)?.split('\n') ?? []
  const at = lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
  return { kind: error instanceof Error ? error.name : typeof error, at }
}

import type { Random } from '../auth/secrets'
import { StorageError } from '../database/engine/storage-error'
import type { CallShape } from '../../preload/call-shape'
import type { Outcome } from '../../preload/errors'
import { authorize, type AccessDeps } from './access'
import type { Log } from './call'
import { err, parseInput } from './outcome'

export type HandlerDeps = { random: Random; log: Log; access: AccessDeps }

type Answer<O> = Outcome<O> | Promise<Outcome<O>>

/**
 * Wraps a call so that it takes any input and always returns an Outcome. The handler parses the
 * input, checks the declared access, then runs the call. A bug becomes `unexpected`, with its
 * reference in the log.
 */
export function createHandler<O>(
  deps: HandlerDeps,
  name: string,
  { input: schema, access }: Pick<CallShape, 'input' | 'access'>,
  run: (input: never, caller: never) => Answer<O>,
): (input?: unknown) => Promise<Outcome<O>> {
  return async (input) => {
    try {
      const parsed = parseInput(schema, input)
      if (!parsed.ok) return parsed
      const authorized = authorize(deps.access, access)
      // The table pairs each function with its own schema and access, so these types agree.
      return authorized.ok ? await run(parsed.value as never, authorized.value as never) : authorized
    } catch (error) {
      if (error instanceof StorageError) return err({ code: 'storage', reason: error.reason })
      return err(unexpected(name, error, deps))
    }
  }
}

/** Creates the handler of every call of a table. */
export function createHandlers<Deps>(
  handler: HandlerDeps,
  shapes: Readonly<Record<string, CallShape>>,
  functions: Readonly<Record<string, (deps: Deps, input: never, caller: never) => Answer<unknown>>>,
  deps: Deps,
): Record<string, (input?: unknown) => Promise<Outcome<unknown>>> {
  const calls = Object.entries(shapes).map(([name, shape]) => {
    const run = functions[name]
    if (!run) throw new Error(`the call ${name} is in the contract and not in the table`)
    return [name, createHandler<unknown>(handler, name, shape, (input, caller) => run(deps, input, caller))] as const
  })
  return Object.fromEntries(calls)
}

function unexpected(call: string, error: unknown, { random, log }: HandlerDeps) {
  const reference = random.uuid().slice(0, 8)
  log('unexpected', { call, reference, ...describeError(error) })
  return { code: 'unexpected' as const, reference }
}

/**
 * The loggable part of an error: its kind and stack. The message is left out: it may quote input.
 */
export function describeError(error: unknown): { kind: string; at: string[] } {
  const lines = (error instanceof Error ? error.stack : undefined)?.split('\n') ?? []
  const at = lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
  return { kind: error instanceof Error ? error.name : typeof error, at }
}

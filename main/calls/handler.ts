import type * as z from 'zod/mini'
import type { Random } from '../auth/secrets'
import { StorageError } from '../database/engine/storage-error'
import type { Outcome, StorageReason } from '../../preload/contract'
import { fail, parseInput } from './outcome'

/** One line to the log: a name and data that hold no secret, no email and nothing that was typed. */
export type Log = (event: string, detail?: Record<string, unknown>) => void

export type GuardDeps = {
  random: Random
  log: Log
  /** Why the store is not open; left out where no store is needed. */
  storeProblem?: () => StorageReason | null
}

/** A call that takes anything and always answers an Outcome. A bug becomes `unexpected`, its reference in the log. */
export function guarded<D extends GuardDeps, O>(
  deps: D,
  name: string,
  schema: z.core.$ZodType,
  run: (deps: D, input: never) => Outcome<O> | Promise<Outcome<O>>,
): (input?: unknown) => Promise<Outcome<O>> {
  return async (input) => {
    try {
      const parsed = parseInput(schema, input)
      if (!parsed.ok) return parsed
      const problem = deps.storeProblem?.()
      // The table of calls pairs each function with the schema of its own input.
      return problem ? fail({ code: 'storage', reason: problem }) : await run(deps, parsed.value as never)
    } catch (error) {
      if (error instanceof StorageError) return fail({ code: 'storage', reason: error.reason })
      return fail(unexpected(name, error, deps))
    }
  }
}

function unexpected(call: string, error: unknown, { random, log }: GuardDeps) {
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

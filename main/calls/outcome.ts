import * as z from 'zod/mini'
import type { AuthError, ErrorCode, ErrorOf, FieldError, Outcome } from '../../preload/errors'

/**
 * An input, parsed; or which field is wrong and how. The first rule a field breaks names it. Nothing of what was typed is in the answer.
 */
export function parseInput<S extends z.core.$ZodType>(schema: S, input: unknown): Outcome<z.output<S>, 'invalidInput'> {
  if (isExotic(input)) return err({ code: 'invalidInput', fields: { '': 'malformed' } })
  const parsed = z.safeParse(schema, input)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, error: { code: 'invalidInput', fields: fieldErrors(schema, parsed.error.issues, input) } }
}

/** An outcome that is an error. */
export type Err<E extends ErrorCode> = { ok: false; error: ErrorOf<E> }

export function err<E extends AuthError>(error: E): Err<E['code']> {
  // An error of this code is one of the errors with this code.
  return { ok: false, error: error as unknown as ErrorOf<E['code']> }
}

export function ok<T>(value: T): Outcome<T, never> {
  return { ok: true, value }
}

function fieldErrors(
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
): Record<string, FieldError> {
  const found = issues.flatMap((issue): [string, FieldError][] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, keysNamed).map((key) => [boundedKey(key), 'malformed'])
      : [[String(issue.path[0] ?? ''), fieldError(schema, issue, input)]],
  )
  // fromEntries defines its properties, so a key named `__proto__` is one; reversed, so that the first error stands.
  return Object.fromEntries(found.reverse())
}

function fieldError(schema: z.core.$ZodType, issue: z.core.$ZodIssue, input: unknown): FieldError {
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'malformed'
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'required' : 'malformed'
  if (issue.code === 'custom') return issue.params?.['field'] === 'tooLong' ? 'tooLong' : 'malformed'
  return issue.code === 'invalid_type' && isMissing(schema, issue.path[0], input) ? 'required' : 'malformed'
}

/** Absent or `undefined` where something is required; an optional field that is `undefined` is malformed instead. */
function isMissing(schema: z.core.$ZodType, field: PropertyKey | undefined, input: unknown): boolean {
  if (field === undefined || typeof input !== 'object' || input === null) return false
  const optional = schema instanceof z.ZodMiniObject && schema.shape[String(field)]?._zod.optin === 'optional'
  return !optional && Reflect.get(input, field) === undefined
}

/** Dates, maps and the like cross the bridge whole, and would pass for an object without keys. */
function isExotic(input: unknown): boolean {
  return typeof input === 'object' && input !== null && Object.prototype.toString.call(input) !== '[object Object]'
}

/** A hostile input may have 200,000 of them. */
const keysNamed = 20

/** A hostile key may be megabytes long; the answer need not be. */
function boundedKey(key: string): string {
  return key.length <= 64 ? key : ''
}

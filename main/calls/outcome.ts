import * as z from 'zod/mini'
import type { AuthError, ErrorCode, ErrorOf, FieldError, Outcome } from '../../preload/errors'

/**
 * Parses an input, or returns which fields are wrong and how. The first broken rule of a field is
 * reported. The error never contains typed text.
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
  // TypeScript cannot infer that an error with this code is an ErrorOf this code.
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
  const errors = issues.flatMap((issue): [string, FieldError][] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, maxReportedKeys).map((key) => [boundedKey(key), 'malformed'])
      : [[String(issue.path[0] ?? ''), fieldError(schema, issue, input)]],
  )
  // fromEntries defines even `__proto__` as a plain property. Reversed, so that the first error
  // wins.
  return Object.fromEntries(errors.reverse())
}

function fieldError(schema: z.core.$ZodType, issue: z.core.$ZodIssue, input: unknown): FieldError {
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'tooLong' : 'malformed'
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'required' : 'malformed'
  if (issue.code === 'custom') return issue.params?.['field'] === 'tooLong' ? 'tooLong' : 'malformed'
  return absenceCodes.has(issue.code) && isMissing(schema, issue.path[0], input) ? 'required' : 'malformed'
}

/**
 * The issues that an absent field can cause: by its type, as one of several values, or in a union.
 */
const absenceCodes: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union'])

/**
 * Whether a required field is absent or `undefined`. An optional field that is `undefined` is
 * malformed.
 */
function isMissing(schema: z.core.$ZodType, field: PropertyKey | undefined, input: unknown): boolean {
  if (field === undefined || typeof input !== 'object' || input === null) return false
  const objects = schema instanceof z.ZodMiniUnion ? schema._zod.def.options : [schema]
  const optional = objects.some(
    (object) => object instanceof z.ZodMiniObject && object.shape[String(field)]?._zod.optin === 'optional',
  )
  return !optional && Reflect.get(input, field) === undefined
}

/** Dates, maps and the like cross the bridge, and would parse as an object without keys. */
function isExotic(input: unknown): boolean {
  return typeof input === 'object' && input !== null && Object.prototype.toString.call(input) !== '[object Object]'
}

/** Bounds the error: a hostile input may have 200,000 keys. */
const maxReportedKeys = 20

/** Bounds the error: a hostile key may be megabytes long. */
function boundedKey(key: string): string {
  return key.length <= 64 ? key : ''
}

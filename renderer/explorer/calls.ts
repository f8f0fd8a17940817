import * as z from 'zod/mini'
import { commonErrors, ownErrors, type CallShape } from '../../preload/call-shape'
import { authCalls } from '../../preload/contract'
import type { ErrorCode, Outcome } from '../../preload/errors'
import { desktopCalls } from '../../preload/desktop'
import { authReference, desktopReference, type CallReference } from '../../preload/reference'
import { isSecret } from './secrets'

export type Bridge = 'auth' | 'desktop'

/** A form field for one property of an object input. */
export type CallField = {
  name: string
  kind: 'text' | 'secret' | 'number' | 'boolean' | 'choice' | 'json'
  required: boolean
  choices: readonly string[]
  description: string
}

/** One call, derived from the contract and the reference, so a new call is listed automatically. */
export type ExplorerCall = {
  /** `auth.logIn` */
  name: string
  bridge: Bridge
  key: string
  shape: CallShape
  reference: Pick<CallReference<unknown, unknown>, 'effect'>
  errors: readonly ErrorCode[]
  /** Null if the call takes no input. */
  fields: readonly CallField[] | null
  answer: Readonly<Record<string, string>>
  types: { input: unknown; output: unknown }
}

type AnyReference = CallReference<unknown, unknown> & {
  input: Readonly<Record<string, string>>
  answer: Readonly<Record<string, string>>
}

export const explorerCalls: readonly ExplorerCall[] = [
  ...describeCalls('auth', authCalls, authReference),
  ...describeCalls('desktop', desktopCalls, desktopReference),
]

/** The paths at which an outcome violates the contract. Empty if it conforms. */
export function mismatches(call: ExplorerCall, outcome: Outcome<unknown>): string[] {
  if (!outcome.ok) return call.errors.includes(outcome.error.code) ? [] : ['error.code']
  const parsed = z.safeParse(call.shape.output, outcome.value)
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => ['value', ...path.map(String)].join('.'))
}

/** The fields of an input that the contract refuses. */
export function invalidFields(call: ExplorerCall, input: unknown): Set<string> {
  const parsed = z.safeParse(call.shape.input, input)
  return new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0] ?? '')))
}

function describeCalls(
  bridge: Bridge,
  calls: Readonly<Record<string, CallShape>>,
  references: Readonly<Record<string, AnyReference>>,
): ExplorerCall[] {
  return Object.entries(calls).flatMap(([key, shape]) => {
    const reference = references[key]
    if (!reference) return []
    const types = { input: schemaOf(shape.input), output: schemaOf(shape.output) }
    return {
      name: `${bridge}.${key}`,
      bridge,
      key,
      shape,
      reference,
      errors: [...ownErrors(shape), ...commonErrors],
      fields: fieldsOf(types.input, reference.input),
      answer: reference.answer,
      types,
    }
  })
}

type JsonSchema = {
  type?: string
  enum?: readonly string[]
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
}

function schemaOf(schema: z.core.$ZodType): JsonSchema {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema
}

function fieldsOf({ properties, required = [] }: JsonSchema, descriptions: Readonly<Record<string, string>>) {
  if (!properties) return null
  return Object.entries(properties).map(([name, schema]): CallField => {
    return {
      name,
      kind: kindOf(name, schema),
      required: required.includes(name),
      choices: schema.enum ?? [],
      description: descriptions[name] ?? '',
    }
  })
}

function kindOf(name: string, { type, enum: choices }: JsonSchema): CallField['kind'] {
  if (choices) return 'choice'
  if (type === 'boolean') return 'boolean'
  if (type === 'number' || type === 'integer') return 'number'
  if (type !== 'string' && type !== undefined) return 'json'
  return isSecret(name) ? 'secret' : 'text'
}

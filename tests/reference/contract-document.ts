import * as z from 'zod/mini'
import { format, resolveConfig } from 'prettier'
import { commonErrors, ownErrors, type CallShape } from '../../preload/call-shape'
import { authCalls, profile, type CallName } from '../../preload/contract'
import { authError, type AuthError } from '../../preload/errors'
import { desktopCalls, type DesktopCallName } from '../../preload/desktop'
import { authReference, desktopReference } from '../../preload/reference'
import { exampleRun, type Example } from './example-run'

/**
 * The text of docs/contract.md: every call and every error, from the schemas that main parses with
 * and from a real run.
 */
export async function contractDocument(): Promise<string> {
  const examples = await exampleRun()
  const text = [
    '# The contract',
    '`npm run docs:contract` generates this page from `preload/contract.ts`, `preload/desktop.ts` and a real run of the calls. A test fails if it is out of date. For guarantees beyond the types, see `docs/threat-model.md` and the comments in `main/calls/`.',
    'Each call returns a promise of an outcome, `{ ok: true, value }` or `{ ok: false, error }`. The promise never rejects. Times are milliseconds since the epoch, UTC.',
    `Besides its own errors, every call can return ${commonErrors.map((code) => `[\`${code}\`](#${code.toLowerCase()})`).join(', ')}. The arrow → marks the fields of the result.`,
    '## window.auth',
    ...Object.entries(authCalls).map(([name, shape]) =>
      callText(`auth.${name}`, shape, authReference[name as CallName], requireSuccess(examples, `auth.${name}`)),
    ),
    'Events: `auth.onSessionEnded(listener)` and `auth.onIdleWarning(listener)`. Each returns a function that unsubscribes.',
    '## Types',
    fenced('ts', `type Profile = ${plainTypeText(profile)}`),
    '## Errors',
    'The closed union of errors, each with an example from the run.',
    ...errorCodes().map((code) => errorText(code, requireError(examples, code))),
    '## window.desktop',
    'Calls that need the operating system. A cancelled dialog returns null. Only calls that can run without a window have an example; the run answers their dialogs itself.',
    ...Object.entries(desktopCalls).map(([name, shape]) =>
      callText(
        `desktop.${name}`,
        shape,
        desktopReference[name as DesktopCallName],
        findSuccess(examples, `desktop.${name}`),
      ),
    ),
    'Events: `desktop.onClipboardCleared(listener)`, `desktop.onSettingsChanged(listener)`, `desktop.onCommand(listener)` and `desktop.onProgress(listener)`, which receives `{ id, done, total }` during an import.',
  ].join('\n\n')
  return format(text, { ...(await resolveConfig('docs/contract.md')), parser: 'markdown' })
}

function callText(name: string, shape: CallShape, reference: CallReference, example?: Example): string {
  const { summary, input, output } = shape
  const types = fenced('ts', `input: ${typeText(input)}\nanswer: ${typeText(output)}`)
  return [
    `### ${name}`,
    summary,
    factsOf(reference, shape),
    types,
    fieldsOf(reference),
    ...(example ? exampleText(example) : []),
  ].join('\n\n')
}

type CallReference = {
  effect: 'reads' | 'changes' | 'deletes'
  input: Readonly<Record<string, string>>
  answer: Readonly<Record<string, string>>
}

const effects = { reads: 'Reads.', changes: 'Changes data.', deletes: 'Deletes data.' }

function factsOf({ effect }: CallReference, shape: CallShape): string {
  const own = ownErrors(shape)
    .map((code) => `[\`${code}\`](#${code.toLowerCase()})`)
    .join(', ')
  return [effects[effect], accessText(shape.access), own && `Its own errors: ${own}.`].filter(Boolean).join(' ')
}

function accessText({ needs, whileLocked, whileEmpty, whileBroken }: CallShape['access']): string {
  if (needs === 'nobody') return ''
  const states = [
    whileLocked && 'a locked one is enough',
    whileEmpty && 'none while there are no accounts',
    whileBroken && 'none while the database cannot be opened',
  ].filter(Boolean)
  const session = needs === 'owner' ? 'the session of an owner' : 'a session'
  return `Needs ${session}${states.length > 0 ? ` (${states.join('; ')})` : ''}.`
}

function fieldsOf({ input, answer }: CallReference): string {
  const rows = [
    ...Object.entries(input).map(([name, line]) => `| \`${name}\` | ${line} |`),
    ...Object.entries(answer).map(([name, line]) => `| → \`${name}\` | ${line} |`),
  ]
  return rows.length === 0 ? '' : ['| field | |', '|---|---|', ...rows].join('\n')
}

function errorText(code: string, example: Example | undefined): string {
  return [`### ${code}`, ...(example ? exampleText(example) : [unreachable[code]])].join('\n\n')
}

function exampleText({ call, input, outcome }: Example): string[] {
  const given = input === undefined ? '' : JSON.stringify(input)
  return [fenced('ts', `await ${call}(${given})`), fenced('json', JSON.stringify(outcome))]
}

const fenced = (language: string, code: string) => ['```' + language, code, '```'].join('\n')

/** Errors that the run does not produce. */
const unreachable: Record<string, string> = {
  tooManyInvitations: 'Returned by `issueCode` while 100 invitations are neither used nor expired.',
  forbidden: 'Returned by `main/ipc.ts`, before any other check, to every sender except the main frame of our window.',
}

function requireSuccess(examples: readonly Example[], call: string): Example {
  const found = findSuccess(examples, call)
  if (!found) throw new Error(`the run has no successful ${call}`)
  return found
}

function findSuccess(examples: readonly Example[], call: string): Example | undefined {
  return examples.find((example) => example.call === call && example.outcome.ok)
}

function requireError(examples: readonly Example[], code: string): Example | undefined {
  const found = examples.find(({ outcome }) => !outcome.ok && outcome.error.code === code)
  if (!found && !(code in unreachable)) throw new Error(`the run has no error ${code}`)
  return found
}

function errorCodes(): AuthError['code'][] {
  return authError._zod.def.options.flatMap((option) => option._zod.def.shape.code._zod.def.values)
}

type Json = {
  type?: string | string[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  anyOf?: Json[]
  oneOf?: Json[]
  enum?: unknown[]
  const?: unknown
  additionalProperties?: Json | false
}

/** A schema as TypeScript, with the profile by name. */
function typeText(schema: z.core.$ZodType): string {
  return plainTypeText(schema).replaceAll(plainTypeText(profile), 'Profile')
}

function plainTypeText(schema: z.core.$ZodType): string {
  return jsonTypeText(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Json)
}

function jsonTypeText(json: Json): string {
  if (json.const !== undefined) return JSON.stringify(json.const)
  if (json.enum) return json.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = json.anyOf ?? json.oneOf
  if (choices) return choices.map(jsonTypeText).join(' | ')
  if (json.type === 'array') return `(${json.items ? jsonTypeText(json.items) : 'unknown'})[]`
  if (json.type === 'object' && json.additionalProperties)
    return `Record<string, ${jsonTypeText(json.additionalProperties)}>`
  if (json.properties) {
    const fields = Object.entries(json.properties).map(([name, field]) => {
      return `${name}${json.required?.includes(name) ? '' : '?'}: ${jsonTypeText(field)}`
    })
    return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`
  }
  const types = [json.type ?? 'none'].flat()
  return types.map((type) => (type === 'integer' ? 'number' : type)).join(' | ')
}

import * as z from 'zod/mini'
import { format, resolveConfig } from 'prettier'
import { commonErrors, ownErrors, type CallShape } from '../../preload/call-shape'
import { authCalls, profile, type CallName } from '../../preload/contract'
import { authError, type AuthError } from '../../preload/errors'
import { desktopCalls, type DesktopCallName } from '../../preload/desktop'
import { authReference, desktopReference } from '../../preload/reference'
import { exampleRun, type Example } from './example-run'

/** docs/contract.md: every call and every error, from the schemas that main parses with and from a real run. */
export async function contractDocument(): Promise<string> {
  const examples = await exampleRun()
  const text = [
    '# The contract',
    'Made by `npm run docs:contract` from `preload/contract.ts`, `preload/desktop.ts` and a real run of the calls; a test fails when it is stale. What the calls promise beyond their shapes stands in `docs/threat-model.md` and in the comments of `main/calls/`.',
    'Each call answers a promise of an outcome, `{ ok: true, value }` or `{ ok: false, error }`, and never rejects. Times are milliseconds since the epoch, UTC.',
    `Besides its own, every call can answer ${commonErrors.map((code) => `[\`${code}\`](#${code.toLowerCase()})`).join(', ')}. What a call answers is marked with →.`,
    '## window.auth',
    ...Object.entries(authCalls).map(([name, shape]) =>
      callText(`auth.${name}`, shape, authReference[name as CallName], firstGood(examples, `auth.${name}`)),
    ),
    'Besides: `auth.onSessionEnded(listener)` and `auth.onIdleWarning(listener)`, each of which returns its own unsubscribe.',
    '## Types',
    fenced('ts', `type Profile = ${plainTypeText(profile)}`),
    '## Errors',
    'The closed union of what can go wrong, each with an answer of the run.',
    ...errorCodes().map((code) => errorText(code, firstRefused(examples, code))),
    '## window.desktop',
    'What only the operating system can do. A dialog that was cancelled answers null. Examples stand where a run needs no window; there the dialogs were answered for the person.',
    ...Object.entries(desktopCalls).map(([name, shape]) =>
      callText(
        `desktop.${name}`,
        shape,
        desktopReference[name as DesktopCallName],
        goodOne(examples, `desktop.${name}`),
      ),
    ),
    'Besides: `desktop.onClipboardCleared(listener)`, `desktop.onSettingsChanged(listener)`, `desktop.onCommand(listener)` and `desktop.onProgress(listener)`, which hears `{ id, done, total }` of an import.',
  ].join('\n\n')
  return format(text, { ...(await resolveConfig('docs/contract.md')), parser: 'markdown' })
}

function callText(name: string, shape: CallShape, about: About, example?: Example): string {
  const { summary, input, output } = shape
  const types = fenced('ts', `input: ${typeText(input)}\nanswer: ${typeText(output)}`)
  return [
    `### ${name}`,
    summary,
    factsOf(about, shape),
    types,
    fieldsOf(about),
    ...(example ? exampleText(example) : []),
  ].join('\n\n')
}

type About = {
  effect: 'reads' | 'changes' | 'deletes'
  input: Readonly<Record<string, string>>
  answer: Readonly<Record<string, string>>
}

const effects = { reads: 'Reads.', changes: 'Changes data.', deletes: 'Deletes data.' }

function factsOf({ effect }: About, shape: CallShape): string {
  const own = ownErrors(shape)
    .map((code) => `[\`${code}\`](#${code.toLowerCase()})`)
    .join(', ')
  return [effects[effect], accessText(shape.access), own && `Refusals of its own: ${own}.`].filter(Boolean).join(' ')
}

function accessText({ needs, whileLocked, whileEmpty, whileBroken }: CallShape['access']): string {
  if (needs === 'nobody') return ''
  const states = [
    whileLocked && 'a locked one will do',
    whileEmpty && 'none while nobody has an account',
    whileBroken && 'none while the store cannot be opened',
  ].filter(Boolean)
  return `Needs a session${states.length > 0 ? ` (${states.join('; ')})` : ''}.`
}

function fieldsOf({ input, answer }: About): string {
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

/** What no run of the calls can bring about. */
const unreachable: Record<string, string> = {
  forbidden:
    'Answered by `main/ipc.ts`, before anything is looked at, to every sender that is not the main frame of our window.',
}

function firstGood(examples: readonly Example[], call: string): Example {
  const found = goodOne(examples, call)
  if (!found) throw new Error(`the run has no good answer of ${call}`)
  return found
}

function goodOne(examples: readonly Example[], call: string): Example | undefined {
  return examples.find((example) => example.call === call && example.outcome.ok)
}

function firstRefused(examples: readonly Example[], code: string): Example | undefined {
  const found = examples.find(({ outcome }) => !outcome.ok && outcome.error.code === code)
  if (!found && !(code in unreachable)) throw new Error(`the run has no refusal ${code}`)
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

/** A schema as a type that a person reads. */
function typeText(schema: z.core.$ZodType): string {
  return plainTypeText(schema).replaceAll(plainTypeText(profile), 'Profile')
}

function plainTypeText(schema: z.core.$ZodType): string {
  return written(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Json)
}

function written(json: Json): string {
  if (json.const !== undefined) return JSON.stringify(json.const)
  if (json.enum) return json.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = json.anyOf ?? json.oneOf
  if (choices) return choices.map(written).join(' | ')
  if (json.type === 'array') return `(${json.items ? written(json.items) : 'unknown'})[]`
  if (json.type === 'object' && json.additionalProperties)
    return `Record<string, ${written(json.additionalProperties)}>`
  if (json.properties) {
    const fields = Object.entries(json.properties).map(([name, field]) => {
      return `${name}${json.required?.includes(name) ? '' : '?'}: ${written(field)}`
    })
    return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`
  }
  const types = [json.type ?? 'none'].flat()
  return types.map((type) => (type === 'integer' ? 'number' : type)).join(' | ')
}

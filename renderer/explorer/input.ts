import type { ExplorerCall } from './calls'
import { maskSecrets } from './secrets'

export type Draft = Readonly<Record<string, string>>
export type Problem =
  { field: string; problem: 'missing' | 'refused' } | { field: 'body'; line: number; reason: string }
export type InputResult = { ok: true; input: unknown } | { ok: false; problem: Problem }

/** Builds the input from the form. Empty optional fields are omitted. */
export function fromForm({ fields }: ExplorerCall, draft: Draft): InputResult {
  if (!fields) return { ok: true, input: undefined }
  const entries: [string, unknown][] = []
  for (const { name, kind, required } of fields) {
    const typed = draft[name] ?? ''
    if (typed === '' && required) return { ok: false, problem: { field: name, problem: 'missing' } }
    if (typed === '') continue
    const value = valueOf(kind, typed)
    if (value === undefined) return { ok: false, problem: { field: name, problem: 'refused' } }
    entries.push([name, value])
  }
  return { ok: true, input: Object.fromEntries(entries) }
}

/** Parses JSON input; blank text is `undefined`. It is not validated here: main may refuse it. */
export function fromJson(body: string): InputResult {
  if (body.trim() === '') return { ok: true, input: undefined }
  try {
    return { ok: true, input: JSON.parse(body) as unknown }
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    const line = Number(/line (\d+)/.exec(reason)?.[1] ?? lineAt(body, Number(/position (\d+)/.exec(reason)?.[1] ?? 0)))
    return { ok: false, problem: { field: 'body', line, reason } }
  }
}

/** A TypeScript statement that repeats the call, with its secrets masked. */
export function asTypeScript({ name }: ExplorerCall, input: unknown): string {
  const argument = input === undefined ? '' : JSON.stringify(maskSecrets(input), null, 2).replace(/"(\w+)":/g, '$1:')
  return `const outcome = await window.${name}(${argument})\n`
}

function valueOf(kind: string, typed: string): unknown {
  if (kind === 'boolean') return typed === 'true'
  if (kind === 'number') return Number.isFinite(Number(typed)) ? Number(typed) : undefined
  if (kind !== 'json') return typed
  const parsed = fromJson(typed)
  return parsed.ok ? parsed.input : undefined
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

import type { ExplorerCall } from './calls'
import { masked } from './secrets'

export type Draft = Readonly<Record<string, string>>
export type Problem =
  { field: string; problem: 'missing' | 'refused' } | { field: 'body'; line: number; reason: string }
export type Built = { ok: true; input: unknown } | { ok: false; problem: Problem }

/** The input that a form holds: what is left empty is left out. */
export function fromForm({ fields }: ExplorerCall, draft: Draft): Built {
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

/** The input that is written as JSON; nothing at all is `undefined`. Sent as it is, refused by main or not. */
export function fromJson(body: string): Built {
  if (body.trim() === '') return { ok: true, input: undefined }
  try {
    return { ok: true, input: JSON.parse(body) as unknown }
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    const line = Number(/line (\d+)/.exec(reason)?.[1] ?? lineAt(body, Number(/position (\d+)/.exec(reason)?.[1] ?? 0)))
    return { ok: false, problem: { field: 'body', line, reason } }
  }
}

/** A line of TypeScript that makes the call again; secrets stay out of it. */
export function asTypeScript({ name }: ExplorerCall, input: unknown): string {
  const given = input === undefined ? '' : JSON.stringify(masked(input), null, 2).replace(/"(\w+)":/g, '$1:')
  return `const outcome = await window.${name}(${given})\n`
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

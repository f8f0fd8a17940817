import type { ShownError } from '../app/error-text'
import type { Message } from '../app/intl'
import type { Rule } from './rules'

export type FieldSpec<F extends string> = {
  initial?: string
  /** All that can be said here; asked on submit, and again on every input once an error is shown. */
  rule: Rule<NoInfer<F>>
  /** The part of it that may speak when a filled field is left. */
  onLeave?: Rule<NoInfer<F>>
}
export type Specs<F extends string> = Readonly<Record<F, FieldSpec<F>>>

/** The word of `main` cannot be checked here: it stands until the field changes. */
type FieldProblem = { message: Message; from: 'here' | 'main' }
type Problems<F extends string> = ReadonlyMap<F, FieldProblem>
type Alert = Exclude<ShownError, { kind: 'fields' }>
type Target<F extends string> = { to: 'field'; name: F } | { to: 'summary' | 'alert' }

export type FormState<F extends string> = {
  values: Readonly<Record<F, string>>
  problems: Problems<F>
  /** Two or more at the last submit: they are also listed above the heading, until the last one is gone. */
  summary: boolean
  alert: Alert | null
  /** Fields of which main only says that together they are wrong. */
  marked: readonly F[]
  /** Where the focus belongs after this change; a new object each time. */
  focus: Target<F> | null
  /** How often it was submitted: a shown password hides again each time. */
  submits: number
}

/** What refused credentials do to the fields: which are marked, which lose their text, which takes the focus. */
export type Refused<F extends string> = { mark: readonly F[]; clear: readonly F[]; focus: F }

export function firstState<F extends string>(specs: Specs<F>): FormState<F> {
  const values = Object.fromEntries(namesOf(specs).map((name) => [name, specs[name].initial ?? ''])) as Record<
    F,
    string
  >
  return { values, ...nothingWrong<F>(), submits: 0 }
}

/** Typing never makes an error; it only takes away, or rewords, the ones that are shown. */
export function typed<F extends string>(state: FormState<F>, specs: Specs<F>, name: F, value: string): FormState<F> {
  const values = { ...state.values, [name]: value }
  const problems = new Map<F, FieldProblem>()
  for (const [field, problem] of state.problems) {
    if (problem.from === 'main' && field !== name) problems.set(field, problem)
    const message = problem.from === 'here' ? specs[field].rule(values[field], values) : null
    if (message) problems.set(field, { message, from: 'here' })
  }
  return { ...state, values, problems, summary: state.summary && problems.size > 0, marked: [] }
}

/** Leaving a field that holds something may show what cheap rules say of it. */
export function left<F extends string>(state: FormState<F>, specs: Specs<F>, name: F): FormState<F> {
  const value = state.values[name]
  if (value.trim() === '' || state.problems.has(name)) return state
  const message = specs[name].onLeave?.(value, state.values)
  return message ? { ...state, problems: new Map(state.problems).set(name, { message, from: 'here' }) } : state
}

/** Submit asks every rule, and what it finds takes the focus. A block from before stays until main answers again. */
export function checked<F extends string>(state: FormState<F>, specs: Specs<F>): FormState<F> {
  const problems = new Map<F, FieldProblem>()
  for (const name of namesOf(specs)) {
    const message = specs[name].rule(state.values[name], state.values)
    if (message) problems.set(name, { message, from: 'here' })
  }
  const submits = state.submits + 1
  if (problems.size > 0) return { ...withProblems(state, problems), submits }
  return { ...state, problems, summary: false, focus: null, submits }
}

/** Main refused: shown beside the fields it named, or as a block above them. */
export function refused<F extends string>(state: FormState<F>, shown: ShownError, fields?: Refused<F>): FormState<F> {
  if (shown.kind === 'fields') return withProblems(state, fromMain(state, shown.fields))
  const clean = { ...state, ...nothingWrong<F>(), alert: shown }
  if (shown.kind === 'failed') return { ...clean, focus: { to: 'alert' } }
  if (shown.kind === 'pause' || !fields) return clean
  const cleared = Object.fromEntries(fields.clear.map((name) => [name, '']))
  const focus = { to: 'field', name: fields.focus } as const
  return { ...clean, values: { ...state.values, ...cleared }, marked: fields.mark, focus }
}

/** Main accepted: nothing that was wrong before is still shown. */
export function accepted<F extends string>(state: FormState<F>): FormState<F> {
  return { ...state, ...nothingWrong<F>() }
}

const namesOf = <F extends string>(specs: Specs<F>) => Object.keys(specs) as F[]

function nothingWrong<F extends string>() {
  return { problems: new Map<F, FieldProblem>(), summary: false, alert: null, marked: [], focus: null }
}

function withProblems<F extends string>(state: FormState<F>, problems: Problems<F>): FormState<F> {
  const summary = problems.size > 1
  const [only] = problems.keys()
  const focus: Target<F> | null = only === undefined ? null : summary ? { to: 'summary' } : { to: 'field', name: only }
  return { ...state, ...nothingWrong<F>(), problems, summary, focus }
}

function fromMain<F extends string>(state: FormState<F>, fields: Readonly<Record<string, Message>>): Problems<F> {
  const problems = new Map<F, FieldProblem>()
  for (const name of Object.keys(state.values) as F[]) {
    const message = fields[name]
    if (message) problems.set(name, { message, from: 'main' })
  }
  return problems
}

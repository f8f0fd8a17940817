import type { ShownError } from '../app/error-text'
import type { Message } from '../app/intl'
import type { Rule } from './rules'

export type FieldSpec<F extends string> = {
  initial?: string
  /** The full check. Runs on submit, and on every input while an error is shown. */
  rule: Rule<NoInfer<F>>
  /** The part of the check that may show an error when a filled field loses the focus. */
  blurRule?: Rule<NoInfer<F>>
}
export type FieldSpecs<F extends string> = Readonly<Record<F, FieldSpec<F>>>

/** An error from main cannot be rechecked here: it stays until the field changes. */
type FieldProblem = { message: Message; from: 'here' | 'main' }
type Problems<F extends string> = ReadonlyMap<F, FieldProblem>
type Alert = Exclude<ShownError, { kind: 'fields' }>
type FocusTarget<F extends string> = { to: 'field'; name: F } | { to: 'summary' | 'alert' }

export type FormState<F extends string> = {
  values: Readonly<Record<F, string>>
  problems: Problems<F>
  /** Whether a submit found two or more problems, which are also listed above the heading. */
  summary: boolean
  alert: Alert | null
  /** Fields that main rejected together, without saying which is wrong. */
  marked: readonly F[]
  /** Where to move the focus after this change; a new object each time. */
  focus: FocusTarget<F> | null
  /** Each submit hides a revealed password again. */
  submitCount: number
}

/** The fields to mark, to clear and to focus after wrong credentials. */
export type CredentialFields<F extends string> = { mark: readonly F[]; clear: readonly F[]; focus: F }

export function initialState<F extends string>(specs: FieldSpecs<F>): FormState<F> {
  const values = Object.fromEntries(namesOf(specs).map((name) => [name, specs[name].initial ?? ''])) as Record<
    F,
    string
  >
  return { values, ...noErrors<F>(), submitCount: 0 }
}

/** Sets a value. Input never adds an error; it removes or updates those shown. */
export function setValue<F extends string>(
  state: FormState<F>,
  specs: FieldSpecs<F>,
  name: F,
  value: string,
): FormState<F> {
  const values = { ...state.values, [name]: value }
  const problems = new Map<F, FieldProblem>()
  for (const [field, problem] of state.problems) {
    if (problem.from === 'main' && field !== name) problems.set(field, problem)
    const message = problem.from === 'here' ? specs[field].rule(values[field], values) : null
    if (message) problems.set(field, { message, from: 'here' })
  }
  return { ...state, values, problems, summary: state.summary && problems.size > 0, marked: [] }
}

/** Applies the `blurRule` of a filled field that has no error yet. */
export function validateOnBlur<F extends string>(state: FormState<F>, specs: FieldSpecs<F>, name: F): FormState<F> {
  const value = state.values[name]
  if (value.trim() === '' || state.problems.has(name)) return state
  const message = specs[name].blurRule?.(value, state.values)
  return message ? { ...state, problems: new Map(state.problems).set(name, { message, from: 'here' }) } : state
}

/**
 * Applies every rule on submit. Problems take the focus. Without problems, a previous alert stays
 * until the call to main returns.
 */
export function validateAll<F extends string>(state: FormState<F>, specs: FieldSpecs<F>): FormState<F> {
  const problems = new Map<F, FieldProblem>()
  for (const name of namesOf(specs)) {
    const message = specs[name].rule(state.values[name], state.values)
    if (message) problems.set(name, { message, from: 'here' })
  }
  const submitCount = state.submitCount + 1
  if (problems.size > 0) return { ...withProblems(state, problems), submitCount }
  return { ...state, problems, summary: false, focus: null, submitCount }
}

/** Shows an error of main: beside the fields it names, or as an alert above them. */
export function applyError<F extends string>(
  state: FormState<F>,
  shown: ShownError,
  credentialFields?: CredentialFields<F>,
): FormState<F> {
  if (shown.kind === 'fields') return withProblems(state, problemsFromMain(state, shown.fields))
  const clean = { ...state, ...noErrors<F>(), alert: shown }
  if (shown.kind === 'failed') return { ...clean, focus: { to: 'alert' } }
  if (shown.kind === 'pause' || !credentialFields) return clean
  const cleared = Object.fromEntries(credentialFields.clear.map((name) => [name, '']))
  const focus = { to: 'field', name: credentialFields.focus } as const
  return { ...clean, values: { ...state.values, ...cleared }, marked: credentialFields.mark, focus }
}

/** Removes every error after main accepted the input. */
export function clearErrors<F extends string>(state: FormState<F>): FormState<F> {
  return { ...state, ...noErrors<F>() }
}

const namesOf = <F extends string>(specs: FieldSpecs<F>) => Object.keys(specs) as F[]

function noErrors<F extends string>() {
  return { problems: new Map<F, FieldProblem>(), summary: false, alert: null, marked: [], focus: null }
}

function withProblems<F extends string>(state: FormState<F>, problems: Problems<F>): FormState<F> {
  const summary = problems.size > 1
  const [first] = problems.keys()
  const focus: FocusTarget<F> | null =
    first === undefined ? null : summary ? { to: 'summary' } : { to: 'field', name: first }
  return { ...state, ...noErrors<F>(), problems, summary, focus }
}

function problemsFromMain<F extends string>(
  state: FormState<F>,
  fields: Readonly<Record<string, Message>>,
): Problems<F> {
  const problems = new Map<F, FieldProblem>()
  for (const name of Object.keys(state.values) as F[]) {
    const message = fields[name]
    if (message) problems.set(name, { message, from: 'main' })
  }
  return problems
}

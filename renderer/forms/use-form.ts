import { useId, useState, type RefObject } from 'react'
import type { AuthError, ErrorCode, ErrorOf, Outcome } from '../../preload/errors'
import { errorText, type ErrorWords, type Place, type SharedError } from '../app/error-text'
import type { Message } from '../app/intl'
import { accepted, checked, firstState, left, refused, typed, type FormState } from './form-state'
import type { Refused, Specs } from './form-state'
import { useAfterPointer } from '../a11y/use-after-pointer'
import { useBusy, type Stage } from './use-busy'
import { useFormFocus } from './use-form-focus'
import { useFormPause, type FormPause } from './use-form-pause'

/** What one field component needs. */
export type Field = {
  id: string
  name: string
  value: string
  error: Message | null
  invalid: boolean
  /** The block above that speaks of this field too. */
  alertId: string | undefined
  onType: (value: string) => void
  onLeave: () => void
}

export type Problem = { id: string; name: string; message: Message }

/** What the frame around the fields needs, whatever they are called. */
export type FormView = {
  alert: FormState<string>['alert']
  alertId: string
  pause: FormPause
  stage: Stage
  submits: number
  /** Listed above the heading; empty unless a submit found two or more. */
  summary: readonly Problem[]
  focus: (name: string) => void
  formRef: RefObject<HTMLFormElement | null>
  summaryRef: RefObject<HTMLDivElement | null>
  alertRef: RefObject<HTMLDivElement | null>
}

/** `W`: the errors for which the form has words of its own. */
export type FormHandle<F extends string, W extends ErrorCode = never> = FormView & {
  values: Readonly<Record<F, string>>
  field: (name: F) => Field
  set: (name: F, value: string) => void
  /** Puts an error of main beside its field or above the form. */
  refuse: (error: ErrorOf<W | SharedError>) => void
  /**
   * Checks, sends once, and shows what main says to it. Undefined: nothing was sent. A call with an error for which the
   * form has no words does not compile.
   */
  submit: <T, E extends W | SharedError>(call: () => Promise<Outcome<T, E>>) => Promise<Outcome<T, E> | undefined>
}

type FormOptions<F extends string, W extends ErrorCode> = {
  place: Place
  words?: ErrorWords<W>
  refused?: Refused<NoInfer<F>>
  /** A pause counts for one email: with another one typed, the form works. */
  pausePer?: NoInfer<F>
}

/** A form's text, when its errors show, where the focus goes, and its one way to main: the rules of all forms. */
export function useForm<F extends string, W extends ErrorCode = never>(
  specs: Specs<F>,
  options: FormOptions<F, W>,
): FormHandle<F, W> {
  const id = useId()
  const [state, setState] = useState(() => firstState(specs))
  const { stage, run } = useBusy()
  const afterPointer = useAfterPointer()
  const places = useFormFocus(state)
  const pause = useFormPause(state.alert, options.pausePer ? state.values[options.pausePer] : '')
  const idOf = (name: F) => `${id}${name}`
  const alertId = `${id}alert`

  const set = (name: F, value: string) => setState((now) => typed(now, specs, name, value))
  const words = (options.words ?? {}) as ErrorWords<W>
  const refuse = (error: ErrorOf<W | SharedError>) => {
    const shown = errorText(error, options.place, words)
    if (shown.kind === 'pause') pause.begin()
    setState((now) => refused(now, shown, options.refused))
  }
  const field = (name: F): Field => {
    const marked = state.marked.includes(name)
    return {
      id: idOf(name),
      name,
      value: state.values[name],
      error: state.problems.get(name)?.message ?? null,
      invalid: marked || state.problems.has(name),
      alertId: marked ? alertId : undefined,
      onType: (value) => set(name, value),
      onLeave: () => afterPointer(() => setState((now) => left(now, specs, name))),
    }
  }
  const submit = async <T, E extends W | SharedError>(call: () => Promise<Outcome<T, E>>) => {
    if (stage !== 'idle' || pause.speakIfHeld()) return undefined
    const found = checked(state, specs)
    setState(found)
    if (found.focus) return undefined
    const outcome = await run(call)
    if (outcome?.ok) setState(accepted)
    // `E` is among the errors that the form has words for.
    else if (outcome) refuse(outcome.error as AuthError as ErrorOf<W | SharedError>)
    return outcome
  }

  const { values, alert, submits } = state
  const shownAlert = alert?.kind === 'pause' && !pause.applies ? null : alert
  return {
    ...places,
    values,
    field,
    set,
    refuse,
    submit,
    stage,
    submits,
    pause,
    alertId,
    alert: shownAlert,
    summary: summaryOf(state, idOf),
  }
}

function summaryOf<F extends string>({ summary, problems }: FormState<F>, idOf: (name: F) => string): Problem[] {
  if (!summary) return []
  return Array.from(problems, ([name, { message }]) => ({ id: idOf(name), name, message }))
}

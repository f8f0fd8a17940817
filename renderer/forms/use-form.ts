import { useId, useState, type RefObject } from 'react'
import type { AuthError, ErrorCode, ErrorOf, Outcome } from '../../preload/errors'
import { errorText, type ErrorWords, type Place, type SharedError } from '../app/error-text'
import type { Message } from '../app/intl'
import {
  clearErrors,
  validateAll,
  initialState,
  validateOnBlur,
  applyError,
  setValue,
  type FormState,
} from './form-state'
import type { CredentialFields, FieldSpecs } from './form-state'
import { useAfterPointer } from '../a11y/use-after-pointer'
import { useBusy, type Stage } from './use-busy'
import { useFormFocus } from './use-form-focus'
import { useFormPause, type FormPause } from './use-form-pause'

/** The interface of a field component. */
export type Field = {
  id: string
  name: string
  value: string
  error: Message | null
  invalid: boolean
  /** The id of the alert above the form, if it concerns this field. */
  alertId: string | undefined
  onChange: (value: string) => void
  onBlur: () => void
}

export type Problem = { id: string; name: string; message: Message }

/** The parts of a form that do not depend on its field names. */
export type FormView = {
  alert: FormState<string>['alert']
  alertId: string
  pause: FormPause
  stage: Stage
  submitCount: number
  /** Listed above the heading; empty unless a submit found two or more problems. */
  summary: readonly Problem[]
  focus: (name: string) => void
  formRef: RefObject<HTMLFormElement | null>
  summaryRef: RefObject<HTMLDivElement | null>
  alertRef: RefObject<HTMLDivElement | null>
}

/** `W`: the errors for which the form passes text. */
export type FormHandle<F extends string, W extends ErrorCode = never> = FormView & {
  values: Readonly<Record<F, string>>
  field: (name: F) => Field
  set: (name: F, value: string) => void
  /** Shows an error of main beside its field or above the form. */
  showError: (error: ErrorOf<W | SharedError>) => void
  /**
   * Validates the fields, makes the call, and shows its error. Returns undefined if no call was
   * made. A call with an error for which the form has no text does not compile.
   */
  submit: <T, E extends W | SharedError>(call: () => Promise<Outcome<T, E>>) => Promise<Outcome<T, E> | undefined>
}

type FormOptions<F extends string, W extends ErrorCode> = {
  place: Place
  words?: ErrorWords<W>
  credentialFields?: CredentialFields<NoInfer<F>>
  /** The email field whose value a pause concerns: the form works again with another email. */
  pauseField?: NoInfer<F>
}

/** The state of a form: its values, its errors, its focus, and its submit. */
export function useForm<F extends string, W extends ErrorCode = never>(
  specs: FieldSpecs<F>,
  options: FormOptions<F, W>,
): FormHandle<F, W> {
  const id = useId()
  const [state, setState] = useState(() => initialState(specs))
  const { stage, run } = useBusy()
  const afterPointer = useAfterPointer()
  const focusTargets = useFormFocus(state)
  const pause = useFormPause(state.alert, options.pauseField ? state.values[options.pauseField] : '')
  const idOf = (name: F) => `${id}${name}`
  const alertId = `${id}alert`

  const set = (name: F, value: string) => setState((state) => setValue(state, specs, name, value))
  const words = (options.words ?? {}) as ErrorWords<W>
  const showError = (error: ErrorOf<W | SharedError>) => {
    const shown = errorText(error, options.place, words)
    if (shown.kind === 'pause') pause.start()
    setState((state) => applyError(state, shown, options.credentialFields))
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
      onChange: (value) => set(name, value),
      onBlur: () => afterPointer(() => setState((state) => validateOnBlur(state, specs, name))),
    }
  }
  const submit = async <T, E extends W | SharedError>(call: () => Promise<Outcome<T, E>>) => {
    if (stage !== 'idle' || pause.announceIfActive()) return undefined
    const validated = validateAll(state, specs)
    setState(validated)
    if (validated.focus) return undefined
    const outcome = await run(call)
    if (outcome?.ok) setState(clearErrors)
    // The type of `submit` limits `E` to errors for which the form has text.
    else if (outcome) showError(outcome.error as AuthError as ErrorOf<W | SharedError>)
    return outcome
  }

  const { values, alert, submitCount } = state
  const shownAlert = alert?.kind === 'pause' && !pause.applies ? null : alert
  return {
    ...focusTargets,
    values,
    field,
    set,
    showError,
    submit,
    stage,
    submitCount,
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

import { useEffect, useEffectEvent, useRef } from 'react'
import { useText, type Message } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import type { FormState } from './form-state'

/** Moves the focus to what a submit found, once it stands on the screen, and says it where the focus does not. */
export function useFormFocus<F extends string>(state: FormState<F>) {
  const formRef = useRef<HTMLFormElement>(null)
  const summaryRef = useRef<HTMLDivElement>(null)
  const alertRef = useRef<HTMLDivElement>(null)
  const { assertive } = useAnnounce()
  const text = useText()
  const { focus: target } = state
  const focus = (name: string) => fieldOf(formRef.current, name)?.focus()

  const arrive = useEffectEvent(() => {
    const said = newsOf(state)
    if (said) assertive(text(said))
    if (target?.to === 'summary') summaryRef.current?.focus()
    if (target?.to === 'alert') alertRef.current?.focus()
    if (target?.to === 'field') focus(target.name)
  })
  useEffect(() => {
    if (target) arrive()
  }, [target])

  return { formRef, summaryRef, alertRef, focus }
}

/** The one thing to say; of several errors the summary is read out by taking the focus. */
function newsOf<F extends string>({ focus, alert, problems }: FormState<F>): Message | null {
  if (alert && alert.kind !== 'pause') return alert.message
  return focus?.to === 'field' ? (problems.get(focus.name)?.message ?? null) : null
}

function fieldOf(form: HTMLFormElement | null, name: string): HTMLElement | null {
  const element = form?.elements.namedItem(name)
  return element instanceof HTMLElement ? element : null
}

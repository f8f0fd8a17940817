import { useEffect, useEffectEvent, useRef } from 'react'
import { useText, type Message } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import type { FormState } from './form-state'

/** Moves the focus to the errors of a submit after they render, and announces one if needed. */
export function useFormFocus<F extends string>(state: FormState<F>) {
  const formRef = useRef<HTMLFormElement>(null)
  const summaryRef = useRef<HTMLDivElement>(null)
  const alertRef = useRef<HTMLDivElement>(null)
  const { assertive } = useAnnounce()
  const text = useText()
  const { focus: target } = state
  const focus = (name: string) => fieldOf(formRef.current, name)?.focus()

  const announceAndFocus = useEffectEvent(() => {
    const message = announcementOf(state)
    if (message) assertive(text(message))
    if (target?.to === 'summary') summaryRef.current?.focus()
    if (target?.to === 'alert') alertRef.current?.focus()
    if (target?.to === 'field') focus(target.name)
  })
  useEffect(() => {
    if (target) announceAndFocus()
  }, [target])

  return { formRef, summaryRef, alertRef, focus }
}

/** The single message to announce. A summary of several errors is read when it gets the focus. */
function announcementOf<F extends string>({ focus, alert, problems }: FormState<F>): Message | null {
  if (alert && alert.kind !== 'pause') return alert.message
  return focus?.to === 'field' ? (problems.get(focus.name)?.message ?? null) : null
}

function fieldOf(form: HTMLFormElement | null, name: string): HTMLElement | null {
  const element = form?.elements.namedItem(name)
  return element instanceof HTMLElement ? element : null
}

import { useEffect, useEffectEvent, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { ErrorSummary } from '../forms/ErrorSummary'
import styles from './Screen.module.css'
import type { FormView } from '../forms/use-form'

/** One heading per screen; it names main and the form. */
export const headingId = 'heading'

type ScreenProps = {
  h1: string
  /** The window's title where the heading must not be it: a title shows in task switchers and shared screens. */
  title?: string
  column?: 'form' | 'key' | 'wide'
  /** Where somebody who arrives begins: at the heading, or at the first empty field. */
  focus?: 'heading' | 'first'
  /** Spoken on arrival instead of the heading. */
  announce?: string | undefined
  /** Stands apart from the sheet: what happened before this screen. */
  notice?: ReactNode
  /** A sign over the heading, for the eye only. */
  above?: ReactNode
  /** The form whose errors are listed above the heading when there are several. */
  form?: FormView
  children: ReactNode
}

/** One screen of the window: its title, its heading, and where the focus and the voice begin. */
export function Screen({
  h1,
  title = h1,
  column = 'form',
  focus = 'heading',
  announce,
  notice,
  above,
  form,
  children,
}: ScreenProps) {
  const frame = useRef<HTMLDivElement>(null)
  const summary = form?.summary ?? []
  useTitle(title, summary.length > 0)
  useArrival(frame, focus, announce ?? h1)
  return (
    <div ref={frame} className={[styles['screen'], styles[column]].join(' ')}>
      {notice}
      <div className={styles['sheet']}>
        {form && summary.length > 0 && <ErrorSummary form={form} />}
        {above}
        <h1 id={headingId} tabIndex={-1} className={styles['heading']}>
          {h1}
        </h1>
        {children}
      </div>
    </div>
  )
}

function useTitle(screen: string, hasErrors: boolean) {
  const text = useText()
  const title = text('shell.title', { screen })
  const whole = [hasErrors && text('err.prefix'), title, import.meta.env.DEV && '(dev)'].filter(Boolean).join(' ')
  useLayoutEffect(() => {
    document.title = whole
  }, [whole])
}

function useArrival(frame: { readonly current: HTMLElement | null }, focus: 'heading' | 'first', spoken: string) {
  const { polite } = useAnnounce()
  const arrive = useEffectEvent(() => {
    polite(spoken)
    const first = focus === 'first' ? firstEmptyField(frame.current) : null
    const heading = frame.current?.querySelector<HTMLElement>('h1')
    const start = first ?? heading
    start?.focus()
  })
  useEffect(() => arrive(), [])
}

/** Where typing goes on: the first field of a screen that holds nothing yet. */
export function firstEmptyField(within: ParentNode | null): HTMLInputElement | null {
  const fields = within?.querySelectorAll<HTMLInputElement>('form input:not([type=checkbox], [hidden])') ?? []
  return Array.from(fields).find((field) => field.value === '') ?? null
}

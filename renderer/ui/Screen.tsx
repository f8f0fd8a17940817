import { useEffect, useEffectEvent, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { ErrorSummary } from '../forms/ErrorSummary'
import styles from './Screen.module.css'
import type { FormView } from '../forms/use-form'

/** The only h1 of a screen; it labels `main` and the form. */
export const headingId = 'heading'

type ScreenProps = {
  h1: string
  /**
   * Replaces the heading as the window's title where the heading is private: a title shows in task
   * switchers and shared screens.
   */
  title?: string
  /** The width. `page`: the room beside the rail of a session, without the surface of a sheet. */
  column?: 'form' | 'key' | 'wide' | 'page'
  /** Where the focus starts: at the heading, or in the first empty field. */
  focus?: 'heading' | 'first'
  /** Announced when the screen appears, instead of the heading. */
  announce?: string | undefined
  /** Shown above the sheet: what happened before this screen. */
  notice?: ReactNode
  /** A decorative symbol above the heading. */
  above?: ReactNode
  /** The form whose errors are listed above the heading if there are several. */
  form?: FormView
  children: ReactNode
}

/** One screen of the window: title, heading, first focus and first announcement. */
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
  useInitialFocus(frame, focus, announce ?? h1)
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
  const fullTitle = [hasErrors && text('err.prefix'), title, import.meta.env.DEV && '(dev)'].filter(Boolean).join(' ')
  useLayoutEffect(() => {
    document.title = fullTitle
  }, [fullTitle])
}

function useInitialFocus(
  frame: { readonly current: HTMLElement | null },
  focus: 'heading' | 'first',
  announcement: string,
) {
  const { polite } = useAnnounce()
  const onShown = useEffectEvent(() => {
    polite(announcement)
    const first = focus === 'first' ? firstEmptyField(frame.current) : null
    const heading = frame.current?.querySelector<HTMLElement>('h1')
    const start = first ?? heading
    start?.focus()
  })
  useEffect(() => onShown(), [])
}

/** The first empty text field of a form. */
export function firstEmptyField(within: ParentNode | null): HTMLInputElement | null {
  const fields = within?.querySelectorAll<HTMLInputElement>('form input:not([type=checkbox], [hidden])') ?? []
  return Array.from(fields).find((field) => field.value === '') ?? null
}

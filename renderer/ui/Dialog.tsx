import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { moveLiveRegions } from '../a11y/Announcer'
import styles from './Dialog.module.css'

type DialogProps = {
  title: string
  /** Runs on Esc and on any other way to cancel; does the same as the safe button. */
  onCancel: () => void
  /**
   * The safe button, or the password field if there is one. Where it is below the fold, the title
   * gets the focus.
   */
  initialFocus: RefObject<HTMLElement | null>
  /** For a dialog that opens without a request. Screen readers read its text with its title. */
  alert?: boolean
  /** The id of the text that describes the dialog. */
  describedBy?: string
  /** A control beside the title. */
  action?: ReactNode
  wide?: boolean
  children: ReactNode
}

/**
 * A modal dialog, open while it is rendered. It keeps the focus inside and returns it to the
 * opener.
 */
export function Dialog({
  title,
  onCancel,
  initialFocus,
  alert = false,
  describedBy,
  action,
  wide = false,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const headingId = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    moveLiveRegions()
    if (element) focusAtStart(element, heading.current, initialFocus.current)
    return () => {
      element?.close() // the browser restores the focus
      moveLiveRegions()
    }
  }, [initialFocus])
  return (
    <dialog
      ref={dialog}
      className={[styles['dialog'], wide && styles['wide']].filter(Boolean).join(' ')}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={headingId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        onCancel()
      }}
      // Chromium closes the dialog at the second Esc, even after `preventDefault`. When React
      // reruns the effect, it closes and reopens the dialog before this event: then `open` is true.
      onClose={() => {
        if (dialog.current?.open === false) onCancel()
      }}
    >
      <div className={styles['head']}>
        <h2 ref={heading} id={headingId} tabIndex={-1}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </dialog>
  )
}

/**
 * A dialog opens at its start: the focus must neither scroll the title away nor be out of view.
 * `showModal` may have scrolled to the first control.
 */
function focusAtStart(dialog: HTMLElement, heading: HTMLElement | null, first: HTMLElement | null): void {
  dialog.scrollTop = 0
  const isInView = first && first.getBoundingClientRect().bottom <= dialog.getBoundingClientRect().bottom
  const start = isInView ? first : heading
  start?.focus({ preventScroll: true })
}

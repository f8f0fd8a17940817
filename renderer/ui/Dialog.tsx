import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { moveLiveRegions } from '../a11y/Announcer'
import styles from './Dialog.module.css'

type DialogProps = {
  title: string
  /** Esc, and whatever else leaves without doing anything: the same as the safe button. */
  onCancel: () => void
  /** The safe button, or the password field where one is asked. */
  initialFocus: RefObject<HTMLElement | null>
  /** An alertdialog interrupts: it came by itself, and its text is read with its title. */
  alert?: boolean
  /** The id of the text that says what it is about. */
  describedBy?: string
  /** Beside the title, where it is in sight however much there is to read. */
  action?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** A question over the screen, open as long as it is rendered. Focus is kept inside and goes back to the opener. */
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
  const heading = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    moveLiveRegions()
    initialFocus.current?.focus()
    return () => {
      element?.close() // the browser gives the focus back
      moveLiveRegions()
    }
  }, [initialFocus])
  return (
    <dialog
      ref={dialog}
      className={[styles['dialog'], wide && styles['wide']].filter(Boolean).join(' ')}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={heading}
      aria-describedby={describedBy}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        onCancel()
      }}
      // Chromium closes it by itself at the second Esc; a close of our own, in between two effects, finds it open again.
      onClose={() => {
        if (dialog.current?.open === false) onCancel()
      }}
    >
      <div className={styles['head']}>
        <h2 id={heading}>{title}</h2>
        {action}
      </div>
      {children}
    </dialog>
  )
}

import type { ComponentPropsWithRef, MouseEvent } from 'react'
import { Spinner } from './Spinner'
import styles from './Button.module.css'

type ButtonProps = ComponentPropsWithRef<'button'> & {
  /** `dangerOutline` leads to something dangerous; `danger` does it. */
  variant?: 'primary' | 'secondary' | 'danger' | 'dangerOutline' | 'link'
  /** As wide as its column. */
  wide?: boolean
  /** The action is running: the button looks disabled, ignores presses and keeps the focus. */
  busy?: boolean
  /** Replaces the label, with a spinner, once the action has run for a moment. */
  busyText?: string | undefined
}

/**
 * `aria-disabled` changes only the look, so that a press can explain why the action is unavailable.
 * The native `disabled` would drop the focus.
 */
export function Button({
  variant = 'secondary',
  wide = false,
  busy = false,
  busyText,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = [styles['button'], styles[variant], wide && styles['wide'], className].filter(Boolean).join(' ')
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button type="button" aria-disabled={busy || undefined} {...rest} className={classes} onClick={press}>
      {busy && busyText !== undefined ? (
        <>
          <Spinner />
          {busyText}
        </>
      ) : (
        children
      )}
    </button>
  )
}

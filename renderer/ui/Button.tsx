import type { ComponentPropsWithRef, MouseEvent } from 'react'
import { Spinner } from './Spinner'
import styles from './Button.module.css'

type ButtonProps = ComponentPropsWithRef<'button'> & {
  /** `dangerOutline` leads to something dangerous; `danger` does it. */
  variant?: 'primary' | 'secondary' | 'danger' | 'dangerOutline' | 'link'
  /** As wide as its column. */
  wide?: boolean
  /** Its deed is under way: shown as unavailable, presses are ignored, focus stays. */
  busy?: boolean
  /** Takes the place of the label, with a spinner, once the deed has taken long enough to be worth a word. */
  busyText?: string | undefined
}

/**
 * A button that is never dead: `aria-disabled` changes its looks only, so that pressing it can say why it cannot work.
 * The native `disabled` is not used: it would drop the focus.
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

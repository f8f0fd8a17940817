import { useText, type Message } from '../app/intl'
import styles from './StatusLine.module.css'

/** How the last small deed ended. `null` where nothing was done yet. */
export type Status = { readonly ok: boolean; readonly message: Message } | null

/** The result of a small deed, beside what did it; its line is kept free, so that nothing moves. Announced by the doer. */
export function StatusLine({ status }: { status: Status }) {
  const text = useText()
  return (
    <p className={styles['line']}>
      {status && (
        <span className={styles[status.ok ? 'done' : 'failed']}>
          {status.ok ? (
            <span aria-hidden="true">✓ </span>
          ) : (
            <span className="visually-hidden">{text('err.prefix')} </span>
          )}
          {text(status.message)}
        </span>
      )}
    </p>
  )
}

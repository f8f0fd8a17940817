import { useText, type Message } from '../app/intl'
import styles from './StatusLine.module.css'

/** The result of the last action; null before the first. */
export type Status = { readonly ok: boolean; readonly message: Message } | null

/**
 * The result of an action, beside its control. The line keeps its height when empty, so that the
 * layout does not move. The caller announces the result.
 */
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

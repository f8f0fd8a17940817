import type { ReactNode } from 'react'
import styles from './InlineForm.module.css'

/** A form inside a card, limited to the usual width of a form. */
export function InlineForm({ children }: { children: ReactNode }) {
  return <div className={styles['inline']}>{children}</div>
}

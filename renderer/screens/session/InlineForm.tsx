import type { ReactNode } from 'react'
import styles from './InlineForm.module.css'

/** A form that opened inside a card: as narrow as a form is anywhere, however wide the card. */
export function InlineForm({ children }: { children: ReactNode }) {
  return <div className={styles['inline']}>{children}</div>
}

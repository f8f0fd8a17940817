import type { ReactNode } from 'react'
import styles from './ButtonRow.module.css'

/** Buttons of equal rank: side by side, or stacked in a narrow window. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>
}

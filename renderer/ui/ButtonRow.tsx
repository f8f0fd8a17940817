import type { ReactNode } from 'react'
import styles from './ButtonRow.module.css'

/** Buttons of one rank, side by side where they fit and one below the other where the window is narrow. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>
}

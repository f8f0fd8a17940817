import type { ReactNode } from 'react'
import styles from './FormFooter.module.css'

/** A line of links below a form, less prominent than its button. */
export function FormFooter({ children }: { children: ReactNode }) {
  return <p className={styles['footer']}>{children}</p>
}

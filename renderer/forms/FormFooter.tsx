import type { ReactNode } from 'react'
import styles from './FormFooter.module.css'

/** The line below a form that leads elsewhere: never as loud as the form's own button. */
export function FormFooter({ children }: { children: ReactNode }) {
  return <p className={styles['way']}>{children}</p>
}

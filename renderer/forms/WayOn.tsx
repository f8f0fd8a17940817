import type { ReactNode } from 'react'
import styles from './WayOn.module.css'

/** The line below a form that leads elsewhere: never as loud as the form's own button. */
export function WayOn({ children }: { children: ReactNode }) {
  return <p className={styles['way']}>{children}</p>
}

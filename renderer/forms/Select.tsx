import type { ComponentProps } from 'react'
import styles from './Select.module.css'

/** One of a few. The list that opens is the system's own; only the closed field is drawn. */
export function Select(props: ComponentProps<'select'>) {
  return <select {...props} className={styles['select']} />
}

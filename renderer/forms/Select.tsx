import type { ComponentProps } from 'react'
import styles from './Select.module.css'

/** A select. Only the closed field is styled; the list is the native one. */
export function Select(props: ComponentProps<'select'>) {
  return <select {...props} className={styles['select']} />
}

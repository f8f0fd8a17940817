import type { ReactNode } from 'react'
import { useText } from '../app/intl'
import styles from './FieldError.module.css'

/** An error beside its field. The hidden prefix "Error" is for people who cannot see the colour. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const text = useText()
  return (
    <p id={id} className={styles['error']}>
      <span className="visually-hidden">{text('err.prefix')} </span>
      {children}
    </p>
  )
}

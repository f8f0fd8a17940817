import type { ReactNode } from 'react'
import { useText } from '../app/intl'
import styles from './FieldError.module.css'

/** An error beside its field; the word "Error" is there for those who do not see the colour. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const text = useText()
  return (
    <p id={id} className={styles['error']}>
      <span className="visually-hidden">{text('err.prefix')} </span>
      {children}
    </p>
  )
}

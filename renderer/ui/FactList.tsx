import type { ReactNode } from 'react'
import styles from './FactList.module.css'

/** A list of terms and details, side by side where there is room. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className={styles['list']}>{children}</dl>
}

type FactProps = {
  term: string
  /**
   * The detail has a visible label, as a field does. It takes the whole width; the term is for
   * screen readers only.
   */
  named?: boolean
  children: ReactNode
}

export function Fact({ term, named = false, children }: FactProps) {
  return (
    <div className={named ? undefined : styles['fact']}>
      <dt className={named ? 'visually-hidden' : styles['term']}>{term}</dt>
      <dd className={styles['detail']}>{children}</dd>
    </div>
  )
}

import type { ReactNode } from 'react'
import styles from './FactList.module.css'

/** What is known, as terms and their details; side by side where there is room. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className={styles['list']}>{children}</dl>
}

type FactProps = {
  term: string
  /** The detail names itself, as a field does by its label: it takes the whole width, the term is for readers only. */
  named?: boolean
  children: ReactNode
}

/** One term and its detail. */
export function Fact({ term, named = false, children }: FactProps) {
  return (
    <div className={named ? undefined : styles['fact']}>
      <dt className={named ? 'visually-hidden' : styles['term']}>{term}</dt>
      <dd className={styles['detail']}>{children}</dd>
    </div>
  )
}

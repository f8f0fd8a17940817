import type { ReactNode } from 'react'
import styles from './FactList.module.css'

export type Fact = { readonly term: string; readonly detail: ReactNode }

/** What is known, as terms and their details; side by side where there is room. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles['list']}>
      {facts.map(({ term, detail }) => (
        <div key={term} className={styles['fact']}>
          <dt className={styles['term']}>{term}</dt>
          <dd className={styles['detail']}>{detail}</dd>
        </div>
      ))}
    </dl>
  )
}

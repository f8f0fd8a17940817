import { useId, type ReactNode, type Ref } from 'react'
import styles from './Card.module.css'

type CardProps = {
  /** Names the card; without one it is a plain surface for a form. */
  title?: string
  /** So that a link or a command can move the focus to the card. */
  headingRef?: Ref<HTMLHeadingElement>
  id?: string
  children: ReactNode
}

/** A surface that groups what belongs together, by its heading and by space. */
export function Card({ title, headingRef, id, children }: CardProps) {
  const heading = useId()
  if (title === undefined) return <div className={styles['card']}>{children}</div>
  return (
    <section className={styles['card']} aria-labelledby={heading} id={id}>
      <h2 id={heading} ref={headingRef} tabIndex={-1} className={styles['heading']}>
        {title}
      </h2>
      {children}
    </section>
  )
}

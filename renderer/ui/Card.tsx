import { useId, type ReactNode, type Ref } from 'react'
import styles from './Card.module.css'

type CardProps = {
  /** The heading; without it the card is a plain surface. */
  title?: string
  /** Lets a link or a command move the focus to the card. */
  headingRef?: Ref<HTMLHeadingElement>
  id?: string
  children: ReactNode
}

/** A surface that groups related content. */
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

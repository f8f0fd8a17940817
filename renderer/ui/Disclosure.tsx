import { useId, useState, type ReactNode } from 'react'
import styles from './Disclosure.module.css'

/** A button that shows and hides the content below it. */
export function Disclosure({ summary, children }: { summary: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const region = useId()
  return (
    <div>
      <button
        type="button"
        className={styles['summary']}
        aria-expanded={open}
        aria-controls={region}
        onClick={() => setOpen(!open)}
      >
        <span className={styles['arrow']} aria-hidden="true" />
        {summary}
      </button>
      <div id={region} hidden={!open} className={styles['body']}>
        {children}
      </div>
    </div>
  )
}

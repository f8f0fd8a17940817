import type { KeyboardEvent, ReactNode } from 'react'
import styles from './InlineForm.module.css'

/** A form inside a card, limited to the usual width of a form. Esc cancels it. */
export function InlineForm({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  const cancelOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onCancel()
  }
  return (
    <div className={styles['inline']} onKeyDown={cancelOnEscape}>
      {children}
    </div>
  )
}

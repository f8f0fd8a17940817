import styles from './Mark.module.css'

/** The app's sign beside its name: a latch, half turned to open. */
export function Mark() {
  return (
    <svg className={styles['mark']} viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect className={styles['plate']} width="32" height="32" rx="8" />
      <g className={styles['key']}>
        <circle cx="16" cy="12" r="4.5" />
        <path d="M16 16.5V25M16 21.5h4.5" />
      </g>
    </svg>
  )
}

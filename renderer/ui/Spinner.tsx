import styles from './Spinner.module.css'

/** Beside a busy text, never instead of one. Stands still where less motion is asked for. */
export function Spinner() {
  return <span className={styles['spinner']} aria-hidden="true" />
}

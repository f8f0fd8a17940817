import styles from './Spinner.module.css'

/** Always accompanies a busy text. Does not turn if the person prefers reduced motion. */
export function Spinner() {
  return <span className={styles['spinner']} aria-hidden="true" />
}

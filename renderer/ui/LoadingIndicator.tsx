import { useEffect, useState } from 'react'
import { useText } from '../app/intl'
import { Spinner } from './Spinner'
import styles from './LoadingIndicator.module.css'

/** Shown earlier, it would flicker. */
const shownAfterMs = 300

/** Shows that something is loading, once that takes long enough to notice. */
export function LoadingIndicator() {
  const text = useText()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), shownAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className={styles['loading']}>
      {shown && (
        <>
          <Spinner />
          {text('busy.working')}
        </>
      )}
    </p>
  )
}

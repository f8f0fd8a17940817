import { useEffect, useState } from 'react'
import { useAnnounce } from '../components/Announcer'
import { Screen } from '../components/Screen'
import { Spinner } from '../components/Spinner'
import { useText } from '../intl'
import styles from './Starting.module.css'

/** Shorter waits need no word. */
const mentionedAfterMs = 300

/** While main opens the accounts. Nearly always too short to be seen. */
export function Starting() {
  const text = useText()
  const { polite } = useAnnounce()
  const [long, setLong] = useState(false)
  const opening = text('busy.opening')
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), mentionedAfterMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (long) polite(opening)
  }, [long, opening, polite])

  return (
    <Screen h1={text('welcome.h1')}>
      {long && (
        <p className={styles['opening']}>
          <Spinner />
          {opening}
        </p>
      )}
    </Screen>
  )
}

import { useEffect, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Screen } from '../../ui/Screen'
import { Spinner } from '../../ui/Spinner'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import styles from './Starting.module.css'

/** Shorter waits need no word. */
const mentionedAfterMs = 300

/** While main opens the accounts. Nearly always too short to be seen. */
export function Starting() {
  const text = useText()
  const { polite } = useAnnounce()
  const { startInstead } = useActions()
  // Known once main answers at all: what takes so long then is the system's key store.
  const asked = useAuth((state) => state.hasAccounts)
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
        <>
          <p className={styles['opening']}>
            <Spinner />
            {opening}
          </p>
          {asked && (
            <FormFooter>
              <TextLink to="#/login" onFollow={startInstead}>
                {text('busy.instead')}
              </TextLink>
            </FormFooter>
          )}
        </>
      )}
    </Screen>
  )
}

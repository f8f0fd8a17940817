import { useEffect, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Screen } from '../../ui/Screen'
import { Spinner } from '../../ui/Spinner'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import styles from './Starting.module.css'

/** Delay before a message is shown: shorter waits need none. */
const messageDelayMs = 300

/** Shown while main opens the accounts. Usually too briefly to be seen. */
export function Starting() {
  const text = useText()
  const { polite } = useAnnounce()
  const { skipSessionRestore } = useActions()
  // Known as soon as main answers. Any further wait is for the system's key store.
  const hasAccounts = useAuth((state) => state.hasAccounts)
  const [isSlow, setIsSlow] = useState(false)
  const opening = text('busy.opening')
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), messageDelayMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (isSlow) polite(opening)
  }, [isSlow, opening, polite])

  return (
    <Screen h1={text('welcome.h1')}>
      {isSlow && (
        <>
          <p className={styles['opening']}>
            <Spinner />
            {opening}
          </p>
          {hasAccounts && (
            <FormFooter>
              <TextLink to="#/login" onFollow={skipSessionRestore}>
                {text('busy.instead')}
              </TextLink>
            </FormFooter>
          )}
        </>
      )}
    </Screen>
  )
}

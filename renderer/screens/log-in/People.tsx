import { useId } from 'react'
import { Button } from '../../ui/Button'
import { useText } from '../../app/intl'
import { useAuth } from '../../app/store-context'
import styles from './People.module.css'

/** Lists the accounts that opted in. A name fills in the email; the password is always required. */
export function People({ onChoose }: { onChoose: (email: string) => void }) {
  const text = useText()
  const people = useAuth((state) => state.people)
  const label = useId()
  if (people.length === 0) return null
  const isShared = (name: string) => people.filter(({ displayName }) => displayName === name).length > 1
  return (
    <div role="group" aria-labelledby={label} className={styles['people']}>
      <p id={label} className={styles['label']}>
        {text('login.people')}
      </p>
      <ul className={styles['list']}>
        {people.map(({ email, displayName }) => {
          // The email distinguishes people with the same display name.
          const name = isShared(displayName) ? `${displayName} (${email})` : displayName
          return (
            <li key={email}>
              <Button aria-label={text('login.people.btn', { name })} onClick={() => onChoose(email)}>
                {name}
              </Button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

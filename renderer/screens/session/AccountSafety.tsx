import { CircleAlert, CircleCheck } from 'lucide-react'
import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { useText, type MessageKey } from '../../app/intl'
import { useActions } from '../../app/store-context'
import styles from './AccountSafety.module.css'

type SafetyStep = { isDone: boolean; done: MessageKey; missing: MessageKey; action: MessageKey | null }

/** What protects the account: a tick for what is in place, else one action. */
export function AccountSafety({ profile }: { profile: Profile }) {
  const text = useText()
  const { goToSecurity } = useActions()
  const { confirmed } = profile.recoveryKey
  const isSealed = profile.privateData === 'sealed'
  const isSafe = confirmed && !isSealed
  const steps: SafetyStep[] = [
    // No action: the notice above has it.
    { isDone: confirmed, done: 'safe.key', missing: 'safe.key.missing', action: null },
    {
      isDone: profile.twoFactor,
      done: 'safe.twoFactor',
      missing: 'safe.twoFactor.missing',
      // Not before the private data is open.
      action: isSealed ? null : 'safe.twoFactor.action',
    },
  ]
  return (
    <Card title={text(isSafe ? 'safe.h2' : 'safe.h2.missing')}>
      <ul className={styles['steps']}>
        {steps.map(({ isDone, done, missing, action }) => (
          <li key={done} className={styles['step']}>
            {isDone ? (
              <CircleCheck aria-hidden="true" className={styles['done']} />
            ) : (
              <CircleAlert aria-hidden="true" className={styles['missing']} />
            )}
            <div className={styles['text']}>
              {text(isDone ? done : missing)}
              {!isDone && action && (
                <Button variant="link" onClick={goToSecurity}>
                  {text(action)}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

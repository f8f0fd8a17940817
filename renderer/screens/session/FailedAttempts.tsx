import { useEffect, useEffectEvent } from 'react'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { useFormats } from '../../formats'
import { useText } from '../../intl'

type FailedAttemptsProps = { attempts: Profile['failedAttempts']; onSeeActivity: () => void }

/** Somebody tried this account since its last log-in: said once, with the way to look. */
export function FailedAttempts({ attempts, onSeeActivity }: FailedAttemptsProps) {
  const text = useText()
  const { dateTime } = useFormats()
  const announce = useAnnounce()
  const { count: n, since } = attempts
  const message = n > 0 && since !== null ? text('home.failed', { n, date: dateTime(since) }) : null
  const onShown = useEffectEvent(() => {
    if (message !== null) announce.polite(message)
  })
  useEffect(() => onShown(), [n])

  if (message === null) return null
  return (
    <Notice
      tone="warn"
      actions={
        <Button variant="link" onClick={onSeeActivity}>
          {text('home.failed.link')}
        </Button>
      }
    >
      {message}
    </Notice>
  )
}

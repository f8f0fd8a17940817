import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'

type FailedAttemptsProps = { message: string; onSeeActivity: () => void }

/** Reports failed attempts since the last log-in once, with a link to the activity. */
export function FailedAttempts({ message, onSeeActivity }: FailedAttemptsProps) {
  const text = useText()
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

/** The message about failed attempts, or null if there were none. */
export function useFailedAttemptsMessage({ count: n, since }: Profile['failedAttempts']): string | null {
  const text = useText()
  const { dateTime } = useFormats()
  return n > 0 && since !== null ? text('home.failed', { n, date: dateTime(since) }) : null
}

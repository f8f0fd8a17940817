import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'

type FailedAttemptsProps = { message: string; onSeeActivity: () => void }

/** Somebody tried this account since its last log-in: said once, with the way to look. */
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

/** What there is to say of failed attempts; null where there were none. */
export function useFailedAttempts({ count: n, since }: Profile['failedAttempts']): string | null {
  const text = useText()
  const { dateTime } = useFormats()
  return n > 0 && since !== null ? text('home.failed', { n, date: dateTime(since) }) : null
}

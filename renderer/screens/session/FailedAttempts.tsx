import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { headingId } from '../../ui/Screen'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'

/**
 * Reports failed attempts since the last log-in. The person who made them dismisses the notice for
 * this session; it disappears with its buttons, so the focus moves to the heading.
 */
export function FailedAttempts({ lead }: { lead: string }) {
  const text = useText()
  const announce = useAnnounce()
  const { goToChangePassword, dismissFailedAttempts } = useActions()
  const dismiss = () => {
    dismissFailedAttempts()
    document.getElementById(headingId)?.focus()
    announce.polite(text('home.failed.dismissed'))
  }
  return (
    <Notice
      tone="warn"
      actions={
        <>
          <Button onClick={goToChangePassword}>{text('sec.pw.change')}</Button>
          <Button variant="link" onClick={dismiss}>
            {text('home.failed.dismiss')}
          </Button>
        </>
      }
    >
      {lead}
    </Notice>
  )
}

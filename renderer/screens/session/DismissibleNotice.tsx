import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { headingId } from '../../ui/Screen'
import { useText, type MessageKey } from '../../app/intl'

type DismissibleNoticeProps = {
  tone: 'info' | 'warn'
  lead: string
  action: MessageKey
  onAction: () => void
  dismiss: MessageKey
  onDismiss: () => void
}

/**
 * A notice that the person can dismiss for this session. It disappears with its buttons, so the
 * focus moves to the heading.
 */
export function DismissibleNotice({ tone, lead, action, onAction, dismiss, onDismiss }: DismissibleNoticeProps) {
  const text = useText()
  const announce = useAnnounce()
  const handleDismiss = () => {
    onDismiss()
    document.getElementById(headingId)?.focus()
    announce.polite(text('home.failed.dismissed'))
  }
  return (
    <Notice
      tone={tone}
      actions={
        <>
          <Button onClick={onAction}>{text(action)}</Button>
          <Button variant="link" onClick={handleDismiss}>
            {text(dismiss)}
          </Button>
        </>
      }
    >
      {lead}
    </Notice>
  )
}

import { useActions } from '../../app/store-context'
import { DismissibleNotice } from './DismissibleNotice'

/** Reports failed attempts since the last log-in. The person who made them dismisses the notice. */
export function FailedAttempts({ lead }: { lead: string }) {
  const { goToChangePassword, dismissFailedAttempts } = useActions()
  return (
    <DismissibleNotice
      tone="warn"
      lead={lead}
      action="sec.pw.change"
      onAction={goToChangePassword}
      dismiss="home.failed.dismiss"
      onDismiss={dismissFailedAttempts}
    />
  )
}

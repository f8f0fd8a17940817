import { useActions } from '../../app/store-context'
import { DismissibleNotice } from './DismissibleNotice'

/** Tells a new owner what that means. Going to Accounts dismisses the notice too. */
export function NewOwner({ lead }: { lead: string }) {
  const { goToPage, dismissNewOwner } = useActions()
  const goToAccounts = () => {
    dismissNewOwner()
    goToPage('accounts')
  }
  return (
    <DismissibleNotice
      tone="info"
      lead={lead}
      action="home.newOwner.action"
      onAction={goToAccounts}
      dismiss="shell.close"
      onDismiss={dismissNewOwner}
    />
  )
}

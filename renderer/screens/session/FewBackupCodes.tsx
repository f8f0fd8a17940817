import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { useOpener } from './use-opener'
import { ReauthenticateForm } from './ReauthenticateForm'

/** Suggests new backup codes before the last one is used. */
export function FewBackupCodes({ lead, email }: { lead: string; email: string }) {
  const text = useText()
  const { opener, isOpen, toggle, close } = useOpener()
  return (
    <Notice
      tone="warn"
      title={lead}
      actions={
        !isOpen && (
          <Button ref={opener} onClick={toggle}>
            {text('tf.renew.go')}
          </Button>
        )
      }
    >
      {text('codes.few.body')}
      {isOpen && (
        <InlineForm onCancel={close}>
          <ReauthenticateForm change="renewBackupCodes" email={email} onCancel={close} />
        </InlineForm>
      )}
    </Notice>
  )
}

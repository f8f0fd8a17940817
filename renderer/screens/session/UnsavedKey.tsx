import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { RenewKey } from './RenewKey'
import { useOpener } from './use-opener'

/** Asks for a new recovery key on every visit until the user confirms that one was saved. */
export function UnsavedKey({ lead, email }: { lead: string; email: string }) {
  const text = useText()
  const { opener, isOpen, toggle, close } = useOpener()
  return (
    <Notice
      tone="warn"
      title={lead}
      actions={
        !isOpen && (
          <Button ref={opener} onClick={toggle}>
            {text('key.unsaved.action')}
          </Button>
        )
      }
    >
      {text('key.lead')}
      {isOpen && (
        <InlineForm onCancel={close}>
          <RenewKey email={email} onCancel={close} />
        </InlineForm>
      )}
    </Notice>
  )
}

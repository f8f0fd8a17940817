import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { RenewKey } from './RenewKey'
import { useOpener } from './use-opener'

/** Nobody has said that the recovery key was saved: until then it is asked for on every visit. */
export function UnsavedKey({ profile }: { profile: Profile }) {
  const text = useText()
  const { opener, open: asking, toggle, close } = useOpener()
  if (profile.recoveryKey.confirmed) return null
  return (
    <Notice
      tone="warn"
      title={text('key.unsaved')}
      actions={
        !asking && (
          <Button ref={opener} onClick={toggle}>
            {text('key.unsaved.action')}
          </Button>
        )
      }
    >
      {text('key.lead')}
      {asking && (
        <InlineForm>
          <RenewKey email={profile.email} onCancel={close} />
        </InlineForm>
      )}
    </Notice>
  )
}

import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { useOpener } from './use-opener'
import { ReauthenticateForm } from './ReauthenticateForm'

/** So few that the day without a phone may find none. */
const few = 2

/** How many are left, where that is worth a notice; else null. */
export function fewBackupCodes({ twoFactor, backupCodesLeft = 0 }: Profile): number | null {
  return twoFactor && backupCodesLeft <= few ? backupCodesLeft : null
}

/** Asks for new backup codes before the last one is gone. */
export function FewBackupCodes({ profile }: { profile: Profile }) {
  const text = useText()
  const { opener, open, toggle, close } = useOpener()
  const n = fewBackupCodes(profile)
  if (n === null) return null
  return (
    <Notice
      tone="warn"
      title={text('codes.few', { n })}
      actions={
        !open && (
          <Button ref={opener} onClick={toggle}>
            {text('tf.renew.go')}
          </Button>
        )
      }
    >
      {text('codes.few.body')}
      {open && (
        <InlineForm>
          <ReauthenticateForm change="renewBackupCodes" email={profile.email} onCancel={close} />
        </InlineForm>
      )}
    </Notice>
  )
}

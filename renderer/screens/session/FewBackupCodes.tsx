import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { useOpener } from './use-opener'
import { ReauthenticateForm } from './ReauthenticateForm'

/** Few enough to warn: without a phone, only these can replace a code. */
const lowThreshold = 2

/** The number of backup codes left if it is low enough for a notice, otherwise null. */
export function lowBackupCodeCount({ twoFactor, backupCodesLeft = 0 }: Profile): number | null {
  return twoFactor && backupCodesLeft <= lowThreshold ? backupCodesLeft : null
}

/** Suggests new backup codes before the last one is used. */
export function FewBackupCodes({ profile }: { profile: Profile }) {
  const text = useText()
  const { opener, isOpen, toggle, close } = useOpener()
  const n = lowBackupCodeCount(profile)
  if (n === null) return null
  return (
    <Notice
      tone="warn"
      title={text('codes.few', { n })}
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
          <ReauthenticateForm change="renewBackupCodes" email={profile.email} onCancel={close} />
        </InlineForm>
      )}
    </Notice>
  )
}

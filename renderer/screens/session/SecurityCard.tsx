import { useId, useState } from 'react'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { StatusLine, type Status } from '../../ui/StatusLine'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import type { PageTarget } from '../../store/state'
import { ChangePassword } from './ChangePassword'
import { InlineForm } from './InlineForm'
import { Preferences } from './Preferences'
import { PrivateDataRow } from './PrivateDataRow'
import { RenewKey } from './RenewKey'
import { SettingRow } from './SettingRow'
import { TwoFactorRows } from './TwoFactorRows'
import { OneOpen, useOpener } from './use-opener'

type SecurityCardProps = { id: string; profile: Profile; target: PageTarget }

/**
 * Sealed private data, password, recovery key, two-factor and preferences. At most one of their
 * forms is open.
 */
export function SecurityCard({ id, profile, target }: SecurityCardProps) {
  const text = useText()
  return (
    <Card title={text('sec.h2')} id={id}>
      <OneOpen initial={target}>
        {profile.privateData === 'sealed' && <PrivateDataRow profile={profile} />}
        <PasswordRow profile={profile} />
        <RecoveryKeyRow profile={profile} />
        <TwoFactorRows profile={profile} />
        <Preferences preferences={profile.preferences} />
      </OneOpen>
    </Card>
  )
}

function PasswordRow({ profile }: { profile: Profile }) {
  const text = useText()
  const { date } = useFormats()
  const announce = useAnnounce()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener('changePassword' satisfies PageTarget)
  const [status, setStatus] = useState<Status>(null)
  const changedAt = profile.passwordChangedAt

  const handleSaved = () => {
    close()
    setStatus({ ok: true, message: { id: 'sec.pw.saved' } })
    announce.polite(text('sec.pw.saved'))
  }
  const handleToggle = () => {
    setStatus(null)
    toggle()
  }

  return (
    <SettingRow
      title={text('sec.pw.h3')}
      detail={changedAt === null ? text('sec.pw.never') : text('sec.pw.when', { date: date(changedAt) })}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={handleToggle}>
          {text('sec.pw.change')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen && status === null}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <ChangePassword email={profile.email} onSaved={handleSaved} onCancel={close} />
          </InlineForm>
        )}
        {status && <StatusLine status={status} />}
      </div>
    </SettingRow>
  )
}

function RecoveryKeyRow({ profile }: { profile: Profile }) {
  const text = useText()
  const { date } = useFormats()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  const { createdAt } = profile.recoveryKey
  return (
    <SettingRow
      title={text('sec.key.h3')}
      detail={createdAt === null ? text('sec.key.none') : text('sec.key.when', { date: date(createdAt) })}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('sec.key.replace')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <p>{text('sec.key.body')}</p>
            {profile.privateData === 'sealed' && <p>{text('sec.key.sealed')}</p>}
            <RenewKey email={profile.email} onCancel={close} />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

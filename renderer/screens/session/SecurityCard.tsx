import { useId, useState } from 'react'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Card } from '../../ui/Card'
import { StatusLine, type Status } from '../../ui/StatusLine'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { ChangePassword } from './ChangePassword'
import { DeleteAccount } from './DeleteAccount'
import { InlineForm } from './InlineForm'
import { Preferences } from './Preferences'
import { RenewKey } from './RenewKey'
import { SettingRow } from './SettingRow'
import { TwoFactorRows } from './TwoFactorRows'
import { useOpener } from './use-opener'
import styles from './SecurityCard.module.css'

/** Password, recovery key, preferences, and the end of the account. */
export function SecurityCard({ id, profile }: SecurityCardProps) {
  const text = useText()
  return (
    <Card title={text('sec.h2')} id={id}>
      <div>
        <PasswordRow profile={profile} />
        <RecoveryKeyRow profile={profile} />
        <TwoFactorRows profile={profile} />
        <Preferences preferences={profile.preferences} />
        <DeleteRow email={profile.email} />
      </div>
    </Card>
  )
}

type SecurityCardProps = { id: string; profile: Profile }

function PasswordRow({ profile }: { profile: Profile }) {
  const text = useText()
  const { date } = useFormats()
  const announce = useAnnounce()
  const region = useId()
  const { opener, open, toggle, close } = useOpener()
  const [status, setStatus] = useState<Status>(null)
  const changedAt = profile.passwordChangedAt

  const saved = () => {
    close()
    setStatus({ ok: true, message: { id: 'sec.pw.saved' } })
    announce.polite(text('sec.pw.saved'))
  }
  const start = () => {
    setStatus(null)
    toggle()
  }

  return (
    <SettingRow
      title={text('sec.pw.h3')}
      detail={changedAt === null ? text('sec.pw.never') : text('sec.pw.when', { date: date(changedAt) })}
      action={
        <Button ref={opener} aria-expanded={open} aria-controls={region} onClick={start}>
          {text('sec.pw.change')}
        </Button>
      }
    >
      <div id={region} hidden={!open && status === null}>
        {open && (
          <InlineForm>
            <ChangePassword email={profile.email} onSaved={saved} onCancel={close} />
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
  const { opener, open, toggle, close } = useOpener()
  const { createdAt } = profile.recoveryKey
  return (
    <SettingRow
      title={text('sec.key.h3')}
      detail={createdAt === null ? text('sec.key.none') : text('sec.key.when', { date: date(createdAt) })}
      action={
        <Button ref={opener} aria-expanded={open} aria-controls={region} onClick={toggle}>
          {text('sec.key.replace')}
        </Button>
      }
    >
      <div id={region} hidden={!open}>
        {open && (
          <InlineForm>
            <p>{text('sec.key.body')}</p>
            <RenewKey email={profile.email} onCancel={close} />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

function DeleteRow({ email }: { email: string }) {
  const text = useText()
  const [asking, setAsking] = useState(false)
  return (
    <div className={styles['delete']}>
      <ButtonRow>
        <Button variant="dangerOutline" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {text('sec.delete')}
        </Button>
      </ButtonRow>
      {asking && <DeleteAccount email={email} onKeep={() => setAsking(false)} />}
    </div>
  )
}

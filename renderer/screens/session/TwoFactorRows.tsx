import { useEffect, useId, useState } from 'react'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { StatusLine } from '../../ui/StatusLine'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { SettingRow } from './SettingRow'
import { RenewKey } from './RenewKey'
import { useOpener } from './use-opener'
import { ReauthenticateForm } from './ReauthenticateForm'
import { SetUpTwoFactor } from './SetUpTwoFactor'

type RowProps = { profile: Profile }

/**
 * Turns two-factor on and off. Its secret is private data, so the password and a recovery key must
 * open that first.
 */
export function TwoFactorRows({ profile }: RowProps) {
  const text = useText()
  const [wasTurnedOff, setTurnedOff] = useState(false)
  const announce = useAnnounce()
  if (profile.twoFactor) {
    const handleTurnedOff = () => {
      setTurnedOff(true)
      announce.polite(text('tf.turnedOff'))
    }
    return (
      <>
        <RowWhenOn profile={profile} onTurnedOff={handleTurnedOff} />
        <BackupCodesRow profile={profile} />
      </>
    )
  }
  switch (profile.privateData) {
    case 'sealed':
      return <SettingRow title={text('tf.h3')} detail={text('tf.sealed')} action={null} />
    case 'noRecovery':
      return <RowWithoutRecovery profile={profile} />
    case 'open':
      return <RowWhenOff profile={profile} wasTurnedOff={wasTurnedOff} />
  }
}

function RowWhenOff({ profile, wasTurnedOff }: RowProps & { wasTurnedOff: boolean }) {
  const text = useText()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  // The button that had the focus was removed together with the other row.
  useEffect(() => {
    if (wasTurnedOff) opener.current?.focus()
  }, [wasTurnedOff, opener])
  return (
    <SettingRow
      title={text('tf.h3')}
      detail={text('tf.off')}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('tf.setUp')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen && !wasTurnedOff}>
        {isOpen && <SetUpTwoFactor email={profile.email} onCancel={close} />}
        {!isOpen && wasTurnedOff && <StatusLine status={{ ok: true, message: { id: 'tf.turnedOff' } }} />}
      </div>
    </SettingRow>
  )
}

/** Asks for a new recovery key first. */
function RowWithoutRecovery({ profile }: RowProps) {
  const text = useText()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  return (
    <SettingRow
      title={text('tf.h3')}
      detail={text('tf.needsKey')}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('tf.newKey')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <p>{text('sec.key.body')}</p>
            <RenewKey email={profile.email} onCancel={close} />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

function RowWhenOn({ profile, onTurnedOff }: RowProps & { onTurnedOff: () => void }) {
  const text = useText()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  return (
    <SettingRow
      title={text('tf.h3')}
      detail={text(isSealed(profile) ? 'tf.on.sealed' : 'tf.on')}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('tf.turnOff')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <p>{text('tf.turnOff.body')}</p>
            <ReauthenticateForm
              change="turnOffTwoFactor"
              email={profile.email}
              backupCodesOnly={isSealed(profile)}
              onDone={onTurnedOff}
              onCancel={close}
            />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

function BackupCodesRow({ profile }: RowProps) {
  const text = useText()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  return (
    <SettingRow
      title={text('codes.h3')}
      detail={text('codes.left', { n: profile.backupCodesLeft ?? 0 })}
      action={
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('tf.renew')}
        </Button>
      }
    >
      <div id={region} hidden={!isOpen}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <p>{text('tf.renew.body')}</p>
            <ReauthenticateForm
              change="renewBackupCodes"
              email={profile.email}
              backupCodesOnly={isSealed(profile)}
              onCancel={close}
            />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

/** The secret of the authenticator is private data too. */
const isSealed = ({ privateData }: Profile) => privateData === 'sealed'

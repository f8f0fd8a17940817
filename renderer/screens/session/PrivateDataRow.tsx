import { useId } from 'react'
import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { useText } from '../../app/intl'
import { InlineForm } from './InlineForm'
import { OpenSealed } from './OpenSealed'
import { SettingRow } from './SettingRow'
import { StartAfresh } from './StartAfresh'
import { useOpener } from './use-opener'

/** Sealed private data: opens it with a secret from before, or deletes it. */
export function PrivateDataRow({ profile }: { profile: Profile }) {
  const text = useText()
  const region = useId()
  const { opener, isOpen, toggle, close } = useOpener()
  const { opener: afreshOpener, isOpen: isAfresh, toggle: toggleAfresh, close: closeAfresh } = useOpener()
  return (
    <SettingRow title={text('sealed.h3')} detail={text('sealed.detail')} action={null}>
      <ButtonRow>
        <Button ref={opener} aria-expanded={isOpen} aria-controls={region} onClick={toggle}>
          {text('sealed.open')}
        </Button>
        <Button
          ref={afreshOpener}
          variant="dangerOutline"
          aria-expanded={isAfresh}
          aria-controls={region}
          onClick={toggleAfresh}
        >
          {text('sealed.afresh')}
        </Button>
      </ButtonRow>
      <div id={region} hidden={!isOpen && !isAfresh}>
        {isOpen && (
          <InlineForm onCancel={close}>
            <OpenSealed email={profile.email} onCancel={close} />
          </InlineForm>
        )}
        {isAfresh && (
          <InlineForm onCancel={closeAfresh}>
            <StartAfresh twoFactor={profile.twoFactor} onCancel={closeAfresh} />
          </InlineForm>
        )}
      </div>
    </SettingRow>
  )
}

import { useState } from 'react'
import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Card } from '../../ui/Card'
import { Screen } from '../../ui/Screen'
import { useText } from '../../app/intl'
import type { PageTarget } from '../../store/state'
import { DeleteAccount } from './DeleteAccount'
import { ProfileCard } from './ProfileCard'
import { SecurityCard } from './SecurityCard'
import { SessionCard } from './SessionCard'

/** The element that "Security Settings" of the menu bar leads to. */
export const securityCardId = 'security'

type SettingsProps = { profile: Profile; draftName: string | null; target: PageTarget }

/** The page with everything that can be changed. Deleting the account is last, in its own card. */
export function Settings({ profile, draftName, target }: SettingsProps) {
  const text = useText()
  return (
    <Screen h1={text('settings.h1')} column="page">
      <ProfileCard profile={profile} draftName={draftName} />
      <SecurityCard id={securityCardId} profile={profile} target={target} />
      <SessionCard profile={profile} />
      <DeleteCard email={profile.email} />
    </Screen>
  )
}

function DeleteCard({ email }: { email: string }) {
  const text = useText()
  const [isConfirming, setIsConfirming] = useState(false)
  return (
    <Card title={text('del.card.h2')}>
      <p>{text('del.card.body')}</p>
      <ButtonRow>
        <Button variant="dangerOutline" aria-haspopup="dialog" onClick={() => setIsConfirming(true)}>
          {text('del.card.open')}
        </Button>
      </ButtonRow>
      {isConfirming && <DeleteAccount email={email} onCancel={() => setIsConfirming(false)} />}
    </Card>
  )
}

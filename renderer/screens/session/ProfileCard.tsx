import type { Profile } from '../../../preload/contract'
import { Card } from '../../ui/Card'
import { Fact, FactList } from '../../ui/FactList'
import { Time } from '../../ui/Time'
import { useText } from '../../app/intl'
import { DisplayName } from './DisplayName'

type ProfileCardProps = { profile: Profile; draftName: string | null }

/** Identifies the account. The email is permanent; the display name can be changed. */
export function ProfileCard({ profile, draftName }: ProfileCardProps) {
  const text = useText()
  return (
    <Card title={text('profile.h2')}>
      <FactList>
        <DisplayName displayName={profile.displayName} draft={draftName} />
        <Fact term={text('profile.email')}>{profile.email}</Fact>
        <Fact term={text('profile.created')}>
          {profile.createdAt === null ? text('facts.unknown') : <Time at={profile.createdAt} />}
        </Fact>
      </FactList>
    </Card>
  )
}

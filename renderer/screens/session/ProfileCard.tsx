import type { Profile } from '../../../preload/contract'
import { Card } from '../../components/Card'
import { FactList } from '../../components/FactList'
import { Time } from '../../components/Time'
import { useText } from '../../intl'
import { DisplayName } from './DisplayName'

/** Who the account is. The email is its name and stays; the display name can be changed. */
export function ProfileCard({ id, profile }: { id: string; profile: Profile }) {
  const text = useText()
  return (
    <Card title={text('profile.h2')} id={id}>
      <FactList
        facts={[
          { term: text('profile.name'), detail: <DisplayName displayName={profile.displayName} /> },
          { term: text('profile.email'), detail: profile.email },
          { term: text('profile.created'), detail: <When at={profile.createdAt} /> },
        ]}
      />
    </Card>
  )
}

/** Accounts that another program made carry no date. */
function When({ at }: { at: number | null }) {
  const text = useText()
  return at === null ? text('facts.unknown') : <Time at={at} />
}

import type { Profile } from '../../../preload/contract'
import { Screen } from '../../ui/Screen'
import { useText } from '../../app/intl'
import { ActivityCard } from './ActivityCard'

/** The page with the account's activity. */
export function Activity({ profile }: { profile: Profile }) {
  const text = useText()
  return (
    <Screen h1={text('act.h1')} column="page">
      <ActivityCard profile={profile} />
    </Screen>
  )
}

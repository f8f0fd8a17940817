import { useEffect } from 'react'
import type { Profile } from '../../../preload/contract'
import { Screen } from '../../ui/Screen'
import { useText, type Text } from '../../app/intl'
import type { ScreenOf } from '../../store/state'
import { ActivityCard } from './ActivityCard'
import { FactsCard } from './FactsCard'
import { FailedAttempts, useFailedAttempts } from './FailedAttempts'
import { ProfileCard } from './ProfileCard'
import { goToSection, sectionIds } from './sections'
import { SecurityCard } from './SecurityCard'
import { SideNav } from './SideNav'
import { FewBackupCodes, fewBackupCodes } from './FewBackupCodes'
import { UnsavedKey } from './UnsavedKey'
import styles from './Session.module.css'

/** Am I in, as whom, is it safe, how do I leave: one page, four cards. The window's title never holds the name. */
export function Session({ state }: { state: ScreenOf<'session'> }) {
  const { profile } = state
  const text = useText()
  const failed = useFailedAttempts(profile.failedAttempts)

  // The menu's "Security Settings" leads there each time it is chosen; an unlocked session to where it was left.
  useEffect(() => goToSection(state.section), [state.section, state.arrival])

  return (
    <Screen
      h1={text('home.h1', { name: profile.displayName })}
      title={text('home.title')}
      column="wide"
      announce={news(profile, failed, text)}
    >
      <div className={styles['page']}>
        <SideNav />
        <div className={styles['cards']}>
          <UnsavedKey profile={profile} />
          <FewBackupCodes profile={profile} />
          {failed !== null && <FailedAttempts message={failed} onSeeActivity={() => goToSection('activity')} />}
          <ProfileCard id={sectionIds.profile} profile={profile} draftName={state.draftName} />
          <FactsCard id={sectionIds.session} profile={profile} />
          <SecurityCard id={sectionIds.security} profile={profile} />
          <ActivityCard id={sectionIds.activity} profile={profile} />
        </div>
      </div>
    </Screen>
  )
}

/** The heading takes the focus and is read by that; what is spoken beside it is what the notices say. */
function news(profile: Profile, failed: string | null, text: Text): string | undefined {
  const n = fewBackupCodes(profile)
  const codes = n === null ? null : text('codes.few', { n })
  const said = [profile.recoveryKey.confirmed ? null : text('key.unsaved'), codes, failed].filter(
    (news) => news !== null,
  )
  return said.length > 0 ? said.join(' ') : undefined
}

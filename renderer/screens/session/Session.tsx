import { useEffect } from 'react'
import type { Profile } from '../../../preload/contract'
import { Screen } from '../../ui/Screen'
import { useText, type Translate } from '../../app/intl'
import type { ScreenOf } from '../../store/state'
import { ActivityCard } from './ActivityCard'
import { FactsCard } from './FactsCard'
import { FailedAttempts, useFailedAttemptsMessage } from './FailedAttempts'
import { ProfileCard } from './ProfileCard'
import { goToSection, sectionIds } from './sections'
import { SecurityCard } from './SecurityCard'
import { SideNav } from './SideNav'
import { FewBackupCodes, lowBackupCodeCount } from './FewBackupCodes'
import { UnsavedKey } from './UnsavedKey'
import styles from './Session.module.css'

/** The page of a session, with four cards. The window title never contains the display name. */
export function Session({ state }: { state: ScreenOf<'session'> }) {
  const { profile } = state
  const text = useText()
  const failedAttempts = useFailedAttemptsMessage(profile.failedAttempts)

  // Runs for each use of the menu's "Security Settings", and after an unlock to resume there.
  useEffect(() => goToSection(state.section), [state.section, state.sectionRequests])

  return (
    <Screen
      h1={text('home.h1', { name: profile.displayName })}
      title={text('home.title')}
      column="wide"
      announce={announcement(profile, failedAttempts, text)}
    >
      <div className={styles['page']}>
        <SideNav />
        <div className={styles['cards']}>
          <UnsavedKey profile={profile} />
          <FewBackupCodes profile={profile} />
          {failedAttempts !== null && (
            <FailedAttempts message={failedAttempts} onSeeActivity={() => goToSection('activity')} />
          )}
          <ProfileCard id={sectionIds.profile} profile={profile} draftName={state.draftName} />
          <FactsCard id={sectionIds.session} profile={profile} />
          <SecurityCard id={sectionIds.security} profile={profile} />
          <ActivityCard id={sectionIds.activity} profile={profile} />
        </div>
      </div>
    </Screen>
  )
}

/** The notices as one announcement. The heading is read because it takes the focus. */
function announcement(profile: Profile, failedAttempts: string | null, text: Translate): string | undefined {
  const n = lowBackupCodeCount(profile)
  const codes = n === null ? null : text('codes.few', { n })
  const messages = [profile.recoveryKey.confirmed ? null : text('key.unsaved'), codes, failedAttempts].filter(
    (message) => message !== null,
  )
  return messages.length > 0 ? messages.join(' ') : undefined
}

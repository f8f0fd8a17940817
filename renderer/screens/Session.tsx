import { useEffect, useRef } from 'react'
import { Screen } from '../components/Screen'
import { useText } from '../intl'
import type { ScreenOf } from '../store/state'
import { ActivityCard } from './session/ActivityCard'
import { FactsCard } from './session/FactsCard'
import { FailedAttempts } from './session/FailedAttempts'
import { ProfileCard } from './session/ProfileCard'
import { sectionIds } from './session/sections'
import { SecurityCard } from './session/SecurityCard'
import { SideNav } from './session/SideNav'
import { UnsavedKey } from './session/UnsavedKey'
import styles from './Session.module.css'

/** Am I in, as whom, is it safe, how do I leave: one page, four cards. The window's title never holds the name. */
export function Session({ state }: { state: ScreenOf<'session'> }) {
  const { profile } = state
  const text = useText()
  const security = useRef<HTMLHeadingElement>(null)
  const activity = useRef<HTMLHeadingElement>(null)

  // The menu's "Security Settings" leads there each time it is chosen.
  useEffect(() => {
    if (state.section === 'security') goTo(security.current)
  }, [state.section, state.arrival])

  return (
    <Screen h1={text('home.h1', { name: profile.displayName })} title={text('home.title')} column="wide">
      <div className={styles['page']}>
        <SideNav />
        <div className={styles['cards']}>
          <UnsavedKey profile={profile} />
          <FailedAttempts attempts={profile.failedAttempts} onSeeActivity={() => goTo(activity.current)} />
          <ProfileCard id={sectionIds.profile} profile={profile} />
          <FactsCard id={sectionIds.session} session={profile.session} />
          <SecurityCard id={sectionIds.security} headingRef={security} profile={profile} />
          <ActivityCard id={sectionIds.activity} headingRef={activity} profile={profile} />
        </div>
      </div>
    </Screen>
  )
}

function goTo(heading: HTMLElement | null) {
  heading?.focus({ preventScroll: true })
  heading?.scrollIntoView({ block: 'start' })
}

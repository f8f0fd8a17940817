import { useEffect, useRef } from 'react'
import type { Profile } from '../../preload/contract'
import { Screen } from '../components/Screen'
import { useText, type Text } from '../intl'
import type { ScreenOf } from '../store/state'
import { ActivityCard } from './session/ActivityCard'
import { FactsCard } from './session/FactsCard'
import { FailedAttempts, useFailedAttempts } from './session/FailedAttempts'
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
  const failed = useFailedAttempts(profile.failedAttempts)
  const security = useRef<HTMLHeadingElement>(null)
  const activity = useRef<HTMLHeadingElement>(null)

  // The menu's "Security Settings" leads there each time it is chosen.
  useEffect(() => {
    if (state.section === 'security') goTo(security.current)
  }, [state.section, state.arrival])

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
          {failed !== null && <FailedAttempts message={failed} onSeeActivity={() => goTo(activity.current)} />}
          <ProfileCard id={sectionIds.profile} profile={profile} />
          <FactsCard id={sectionIds.session} session={profile.session} />
          <SecurityCard id={sectionIds.security} headingRef={security} profile={profile} />
          <ActivityCard id={sectionIds.activity} headingRef={activity} profile={profile} />
        </div>
      </div>
    </Screen>
  )
}

/** The heading takes the focus and is read by that; what is spoken beside it is what the notices say. */
function news({ recoveryKey }: Profile, failed: string | null, text: Text): string | undefined {
  const said = [recoveryKey.confirmed ? null : text('key.unsaved'), failed].filter((news) => news !== null)
  return said.length > 0 ? said.join(' ') : undefined
}

function goTo(heading: HTMLElement | null) {
  heading?.focus({ preventScroll: true })
  heading?.scrollIntoView({ block: 'start' })
}

import { useEffect } from 'react'
import { headingId } from '../../ui/Screen'
import type { ScreenOf } from '../../store/state'
import { Activity } from './Activity'
import { Home } from './Home'
import { Rail } from './Rail'
import { securityCardId, Settings } from './Settings'
import { usePageAddress } from './use-page-address'
import styles from './Session.module.css'

/** The session: a rail to its pages, and the current page. */
export function Session({ state }: { state: ScreenOf<'session'> }) {
  const { profile, page } = state
  usePageAddress(page, profile.session.startedAt)
  return (
    <div className={styles['session']}>
      <Rail page={page} displayName={profile.displayName} />
      <Page key={page} state={state} />
    </div>
  )
}

function Page({ state }: { state: ScreenOf<'session'> }) {
  const { profile, page, focusCard, pageRequests, draftName } = state

  // After the screen has put the focus on its heading. A repeated request does so again.
  useEffect(() => {
    if (focusCard === 'security') focusSecurity()
    else if (pageRequests > 0) document.getElementById(headingId)?.focus()
  }, [focusCard, pageRequests])

  return (
    <div className={styles['page']}>
      {page === 'home' && <Home profile={profile} />}
      {page === 'activity' && <Activity profile={profile} />}
      {page === 'settings' && <Settings profile={profile} draftName={draftName} />}
    </div>
  )
}

function focusSecurity(): void {
  const card = document.getElementById(securityCardId)
  card?.querySelector('h2')?.focus({ preventScroll: true })
  card?.scrollIntoView({ block: 'start' })
}

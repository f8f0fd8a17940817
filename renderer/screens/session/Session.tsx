import { useEffect } from 'react'
import { firstEmptyField, headingId } from '../../ui/Screen'
import type { PageTarget, ScreenOf } from '../../store/state'
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
  const { profile, page, pageTarget, pageRequests, draftName } = state

  // After the screen has put the focus on its heading. A repeated request does so again.
  useEffect(() => {
    if (pageTarget) focusSecurity(pageTarget)
    else if (pageRequests > 0) document.getElementById(headingId)?.focus()
  }, [pageTarget, pageRequests])

  return (
    <div className={styles['page']}>
      {page === 'home' && <Home profile={profile} />}
      {page === 'activity' && <Activity profile={profile} />}
      {page === 'settings' && <Settings profile={profile} draftName={draftName} target={pageTarget} />}
    </div>
  )
}

/** Moves the focus to the heading of the card, or into the form that is open in it. */
function focusSecurity(target: NonNullable<PageTarget>): void {
  const card = document.getElementById(securityCardId)
  const field = target === 'changePassword' ? firstEmptyField(card) : null
  const start = field ?? card?.querySelector('h2')
  start?.focus({ preventScroll: true })
  card?.scrollIntoView({ block: 'start' })
}

import { lazy, Suspense, useEffect } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { useText } from '../../app/intl'
import { allowedPage } from '../../store/page-address'
import { Notice } from '../../ui/Notice'
import { firstEmptyField, headingId } from '../../ui/Screen'
import type { PageTarget, ScreenOf } from '../../store/state'
import { Activity } from './Activity'
import { Home } from './Home'
import { Rail } from './Rail'
import { securityCardId, Settings } from './Settings'
import { usePageAddress } from './use-page-address'
import styles from './Session.module.css'

// For owners, and they do not start on it.
const Accounts = lazy(async () => ({ default: (await import('../accounts/AccountsWithWords')).AccountsWithWords }))

/** The session: a rail to its pages, and the current page. */
export function Session({ state }: { state: ScreenOf<'session'> }) {
  const { profile } = state
  const page = allowedPage(state.page, profile)
  usePageAddress(page, profile.session.startedAt)
  return (
    <div className={styles['session']}>
      <Rail page={page} displayName={profile.displayName} isOwner={profile.role === 'owner'} />
      <Page key={page} state={{ ...state, page }} />
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
      {state.pageNotice && <NoLongerOwner />}
      {page === 'home' && <Home profile={profile} />}
      {page === 'activity' && <Activity profile={profile} />}
      {page === 'settings' && <Settings profile={profile} draftName={draftName} target={pageTarget} />}
      {page === 'accounts' && (
        <Suspense>
          <Accounts profile={profile} />
        </Suspense>
      )}
    </div>
  )
}

/** Above Home: why the person is no longer on Accounts. */
function NoLongerOwner() {
  const text = useText()
  const announce = useAnnounce()
  useEffect(() => announce.polite(text('acc.lost')), [announce, text])
  return (
    <div className={styles['notice']}>
      <Notice tone="warn">{text('acc.lost')}</Notice>
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

import type { Profile } from '../../../preload/contract'
import { useClock } from '../../ui/clock'
import { Screen } from '../../ui/Screen'
import { TextLink } from '../../ui/TextLink'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { partOfDay } from '../../app/local-time'
import { useActions, useAuth } from '../../app/store-context'
import { addressOfPage } from '../../store/page-address'
import { AccountSafety } from './AccountSafety'
import { FailedAttempts } from './FailedAttempts'
import { FewBackupCodes } from './FewBackupCodes'
import { homeNoticeOf, leadOf, type HomeNotice } from './home-notice'
import { NewOwner } from './NewOwner'
import { SealedData } from './SealedData'
import { UnsavedKey } from './UnsavedKey'
import styles from './Home.module.css'

/**
 * The first page of a session: at most one notice, the state of the account, and the last log-in.
 * The window title never contains the display name.
 */
export function Home({ profile }: { profile: Profile }) {
  const text = useText()
  const formats = useFormats()
  const now = useClock().now()
  const { startedAt } = profile.session
  const notice = homeNoticeOf(profile, {
    newOwner: useAuth((state) => state.newOwnerDismissedIn) === startedAt,
    failedAttempts: useAuth((state) => state.failedAttemptsDismissedIn) === startedAt,
  })
  const lead = notice ? text(leadOf(notice, formats)) : undefined
  return (
    <Screen
      h1={text(`home.h1.${partOfDay(now)}`, { name: profile.displayName })}
      title={text('home.title')}
      column="page"
      announce={lead}
    >
      {notice && lead !== undefined && <Reported notice={notice} lead={lead} email={profile.email} />}
      <AccountSafety profile={profile} />
      <LastLogIn since={profile.failedAttempts.since} />
    </Screen>
  )
}

function Reported({ notice, lead, email }: { notice: HomeNotice; lead: string; email: string }) {
  switch (notice.kind) {
    case 'newOwner':
      return <NewOwner lead={lead} />
    case 'sealed':
      return <SealedData lead={lead} />
    case 'unsavedKey':
      return <UnsavedKey lead={lead} email={email} />
    case 'fewCodes':
      return <FewBackupCodes lead={lead} email={email} />
    case 'failedAttempts':
      return <FailedAttempts lead={lead} />
  }
}

/** The log-in before the current one; null for the first. */
function LastLogIn({ since }: { since: number | null }) {
  const text = useText()
  const { dateTime } = useFormats()
  const { goToPage } = useActions()
  return (
    <p className={styles['lastLogIn']}>
      {since === null ? text('home.first') : text('home.last', { date: dateTime(since) })}{' '}
      <TextLink to={addressOfPage('activity')} onFollow={() => goToPage('activity')}>
        {text('home.activity')}
      </TextLink>
    </p>
  )
}

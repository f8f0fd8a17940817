import { CircleAlert, CircleCheck } from 'lucide-react'
import type { Profile } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Screen } from '../../ui/Screen'
import { useClock } from '../../ui/clock'
import { TextLink } from '../../ui/TextLink'
import { useFormats } from '../../app/formats'
import { useText, type MessageKey, type Translate } from '../../app/intl'
import { partOfDay } from '../../app/local-time'
import { useActions, useAuth } from '../../app/store-context'
import { addressOfPage } from '../../store/page-address'
import { FailedAttempts, useFailedAttemptsMessage } from './FailedAttempts'
import { FewBackupCodes, lowBackupCodeCount } from './FewBackupCodes'
import { UnsavedKey } from './UnsavedKey'
import styles from './Home.module.css'

/**
 * The first page of a session: at most one notice, the state of the account, and the last log-in.
 * The window title never contains the display name.
 */
export function Home({ profile }: { profile: Profile }) {
  const text = useText()
  const { goToPage } = useActions()
  const now = useClock().now()
  const failedAttempts = useFailedAttemptsMessage(profile.failedAttempts)
  const notice = chooseNotice(profile, failedAttempts)
  return (
    <Screen
      h1={text(`home.h1.${partOfDay(now)}`, { name: profile.displayName })}
      title={text('home.title')}
      column="page"
      announce={announcement(notice, profile, failedAttempts, text)}
    >
      {notice === 'unsavedKey' && <UnsavedKey profile={profile} />}
      {notice === 'fewCodes' && <FewBackupCodes profile={profile} />}
      {notice === 'failedAttempts' && failedAttempts !== null && (
        <FailedAttempts message={failedAttempts} onSeeActivity={() => goToPage('activity')} />
      )}
      <AccountSafety profile={profile} />
      <LastLogIn since={profile.failedAttempts.since} />
    </Screen>
  )
}

type HomeNotice = 'unsavedKey' | 'fewCodes' | 'failedAttempts' | null

/** The most urgent notice: a missing key can cost the account, failed attempts cost nothing. */
function chooseNotice(profile: Profile, failedAttempts: string | null): HomeNotice {
  if (!profile.recoveryKey.confirmed) return 'unsavedKey'
  if (lowBackupCodeCount(profile) !== null) return 'fewCodes'
  return failedAttempts === null ? null : 'failedAttempts'
}

/** The notice as an announcement. The heading is read because it takes the focus. */
function announcement(
  notice: HomeNotice,
  profile: Profile,
  failedAttempts: string | null,
  text: Translate,
): string | undefined {
  if (notice === 'unsavedKey') return text('key.unsaved')
  if (notice === 'fewCodes') return text('codes.few', { n: lowBackupCodeCount(profile) ?? 0 })
  return failedAttempts ?? undefined
}

type SafetyStep = { isDone: boolean; done: MessageKey; missing: MessageKey; action: MessageKey | null }

/** What protects the account: a tick for what is in place, else one action. */
function AccountSafety({ profile }: { profile: Profile }) {
  const text = useText()
  const { goToSecurity } = useActions()
  const hasKeyStore = useAuth((state) => state.canRemember)
  const isSafe = profile.recoveryKey.confirmed
  const steps: SafetyStep[] = [
    // No action: the notice above has it.
    { isDone: isSafe, done: 'safe.key', missing: 'safe.key.missing', action: null },
  ]
  // Two-factor needs a key store.
  if (profile.twoFactor || hasKeyStore) {
    steps.push({
      isDone: profile.twoFactor,
      done: 'safe.twoFactor',
      missing: 'safe.twoFactor.missing',
      action: 'safe.twoFactor.action',
    })
  }
  return (
    <Card title={text(isSafe ? 'safe.h2' : 'safe.h2.missing')}>
      <ul className={styles['steps']}>
        {steps.map(({ isDone, done, missing, action }) => (
          <li key={done} className={styles['step']}>
            {isDone ? (
              <CircleCheck aria-hidden="true" className={styles['done']} />
            ) : (
              <CircleAlert aria-hidden="true" className={styles['missing']} />
            )}
            <span>{text(isDone ? done : missing)}</span>
            {!isDone && action && (
              <Button variant="link" onClick={goToSecurity}>
                {text(action)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
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

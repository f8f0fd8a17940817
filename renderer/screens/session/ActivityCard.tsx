import { useRef } from 'react'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Card } from '../../ui/Card'
import { LoadingIndicator } from '../../ui/LoadingIndicator'
import { useText } from '../../app/intl'
import { SaveActivity } from './SaveActivity'
import { ActivityTable } from './ActivityTable'
import { LoadError } from './LoadError'
import { useActivity } from './use-activity'
import styles from './ActivityCard.module.css'

/** Lists the account's activity, newest first, twenty at a time, and saves all of it as a file. */
export function ActivityCard({ profile }: { profile: Profile }) {
  const text = useText()
  const announce = useAnnounce()
  const { state, stage, retry, more } = useActivity(profile)
  const rows = useRef<HTMLTableElement>(null)
  const working = stage !== 'idle' && stage !== 'pressed'

  const showMore = async () => {
    const shown = state.entries.length
    const n = await more()
    if (n === 0) return
    rows.current?.querySelectorAll<HTMLElement>('th[scope=row]')[shown]?.focus()
    announce.polite(text('act.more.sr', { n }))
  }

  return (
    <Card>
      <div className={styles['body']}>
        {state.error && <LoadError error={state.error} onRetry={() => void retry()} />}
        {!state.loaded && !state.error && <LoadingIndicator />}
        {state.loaded && state.entries.length === 0 && <p>{text('act.empty')}</p>}
        {state.entries.length > 0 && <ActivityTable ref={rows} entries={state.entries} />}
        {state.entries.length > 0 && (
          <ButtonRow>
            {state.next !== null && (
              <Button
                busy={stage !== 'idle'}
                busyText={working ? text('busy.working') : undefined}
                onClick={() => void showMore()}
              >
                {text('act.more')}
              </Button>
            )}
            <SaveActivity />
          </ButtonRow>
        )}
      </div>
    </Card>
  )
}

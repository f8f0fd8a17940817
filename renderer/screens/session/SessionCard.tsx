import { useRef } from 'react'
import type { Profile, Session } from '../../../preload/contract'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Fact, FactList } from '../../ui/FactList'
import { Time } from '../../ui/Time'
import { useBusy } from '../../forms/use-busy'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'

/** Shows when the session of this window ends and what it stores on this computer. */
export function SessionCard({ profile }: { profile: Profile }) {
  const text = useText()
  const { limit } = useFormats()
  const canRemember = useAuth((state) => state.canRemember)
  const { session, preferences } = profile
  const { idleMinutes } = preferences
  return (
    <Card title={text('facts.h2')}>
      <FactList>
        <Fact term={text('facts.since')}>
          <Time at={session.startedAt} />
        </Fact>
        {!session.remembered && (
          <Fact term={text('facts.until')}>
            <Time at={session.expiresAt} />
          </Fact>
        )}
        <Fact term={text('facts.idle')}>
          {idleMinutes === null ? text('facts.idle.never') : text('facts.idle.min', { time: limit(idleMinutes) })}
        </Fact>
        <RememberedSession session={session} />
        <Fact term={text('facts.store')}>{text(canRemember ? 'facts.store.yes' : 'facts.store.none')}</Fact>
      </FactList>
    </Card>
  )
}

/**
 * Shows whether the session survives closing the app. When the button disappears, the focus moves
 * to the text.
 */
function RememberedSession({ session }: { session: Session }) {
  const text = useText()
  const { date } = useFormats()
  const { stopRemembering } = useActions()
  const { stage, run } = useBusy()
  const statusText = useRef<HTMLParagraphElement>(null)
  const stop = async () => {
    const outcome = await run(() => stopRemembering())
    if (outcome?.ok) statusText.current?.focus()
  }
  return (
    <Fact term={text('facts.kept')}>
      <p ref={statusText} tabIndex={-1}>
        {session.remembered ? text('facts.kept.yes', { date: date(session.expiresAt) }) : text('facts.kept.no')}
      </p>
      {session.remembered && (
        <Button variant="link" busy={stage !== 'idle'} onClick={() => void stop()}>
          {text('facts.kept.end')}
        </Button>
      )}
    </Fact>
  )
}

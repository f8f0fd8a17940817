import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { useClock } from '../../ui/clock'
import { createCountdown } from '../../forms/use-pause'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { Time } from '../../../preload/contract'

/** Main never warns earlier than this. Caps the countdown if the system clock was changed. */
const maxSeconds = 60
const announceAtSeconds = [60, 30, 10]
const tickMs = 250

/** Asks an idle user to continue, above other dialogs. Main ends the session, not the countdown. */
export function IdleWarning({ logOutAt }: { logOutAt: Time }) {
  const text = useText()
  const { reportActivity, logOut } = useActions()
  const stayButton = useRef<HTMLButtonElement>(null)
  const body = useId()
  const stayLoggedIn = () => void reportActivity()
  useContinueKeys(stayLoggedIn)
  return (
    <Dialog title={text('idle.h2')} alert describedBy={body} onCancel={stayLoggedIn} initialFocus={stayButton}>
      <p id={body}>{text('idle.body', { s: useSecondsLeft(logOutAt) })}</p>
      <ButtonRow>
        <Button ref={stayButton} variant="primary" onClick={stayLoggedIn}>
          {text('idle.stay')}
        </Button>
        <Button onClick={() => void logOut()}>{text('idle.out')}</Button>
      </ButtonRow>
    </Dialog>
  )
}

/** Continues on Enter and Space unless a button has the focus. The dialog handles Esc. */
function useContinueKeys(onContinue: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.key !== 'Enter' && event.key !== ' ') || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    onContinue()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** Counts down visibly and announces the time at 60, 30 and 10 s. */
function useSecondsLeft(logOutAt: Time): number {
  const clock = useClock()
  const text = useText()
  const { assertive } = useAnnounce()
  const [countdown] = useState(() => createCountdown(clock, logOutAt, maxSeconds))
  const [secondsLeft, setSecondsLeft] = useState(countdown)
  useEffect(() => {
    const timer = setInterval(() => setSecondsLeft(countdown()), tickMs)
    return () => clearInterval(timer)
  }, [countdown])
  // The lowest threshold reached so far. Each one is announced once, when this value changes.
  const reached = announceAtSeconds.filter((threshold) => secondsLeft <= threshold).at(-1)
  const announceTime = useEffectEvent(() => assertive(text('idle.body', { s: secondsLeft })))
  useEffect(() => {
    if (reached !== undefined) announceTime()
  }, [reached])
  return secondsLeft
}

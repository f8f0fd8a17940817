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

/** Main warns no earlier; a clock that was set must not show more. */
const longestSeconds = 60
const spokenAtSeconds = [60, 30, 10]
const tickMs = 250

/** Nobody has touched anything for long: asks, over whatever else is open. Main ends the session, not this countdown. */
export function IdleWarning({ logOutAt }: { logOutAt: Time }) {
  const text = useText()
  const { reportActivity, logOut } = useActions()
  const stay = useRef<HTMLButtonElement>(null)
  const body = useId()
  const goOn = () => void reportActivity()
  useAnyAnswer(goOn)
  return (
    <Dialog title={text('idle.h2')} alert describedBy={body} onCancel={goOn} initialFocus={stay}>
      <p id={body}>{text('idle.body', { s: useSecondsLeft(logOutAt) })}</p>
      <ButtonRow>
        <Button ref={stay} variant="primary" onClick={goOn}>
          {text('idle.stay')}
        </Button>
        <Button onClick={() => void logOut()}>{text('idle.out')}</Button>
      </ButtonRow>
    </Dialog>
  )
}

/** Enter and Space continue wherever the focus is, but on a button that means something else. Esc is the dialog's own. */
function useAnyAnswer(goOn: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.key !== 'Enter' && event.key !== ' ') || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    goOn()
  })
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [])
}

/** Ticks for the eye; spoken when it begins, at 30 s and at 10 s. */
function useSecondsLeft(logOutAt: Time): number {
  const clock = useClock()
  const text = useText()
  const { assertive } = useAnnounce()
  const [countdown] = useState(() => createCountdown(clock, logOutAt, longestSeconds))
  const [left, setLeft] = useState(countdown)
  useEffect(() => {
    const timer = setInterval(() => setLeft(countdown()), tickMs)
    return () => clearInterval(timer)
  }, [countdown])
  // The last of the moments that have been reached: each is spoken once.
  const reached = spokenAtSeconds.filter((mark) => left <= mark).at(-1)
  const speak = useEffectEvent(() => assertive(text('idle.body', { s: left })))
  useEffect(() => {
    if (reached !== undefined) speak()
  }, [reached])
  return left
}

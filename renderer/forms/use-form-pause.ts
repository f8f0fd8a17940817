import { useState } from 'react'
import { normaliseEmail } from '../../preload/text'
import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import type { FormState } from './form-state'
import { usePause } from './use-pause'

export type FormPause = {
  /** Whether the pause that main named is about what is typed now. */
  applies: boolean
  /** Until main listens again; 0 when it does. */
  secondsLeft: number
}

/** The pause of a form: whom it is about, how long it lasts, and what pressing the button meanwhile says. */
export function useFormPause(alert: FormState<string>['alert'], about: string) {
  const who = normaliseEmail(about)
  const [paused, setPaused] = useState<string | null>(null)
  const { polite } = useAnnounce()
  const text = useText()
  const { duration } = useFormats()
  const seconds = usePause(alert?.kind === 'pause' ? alert.retryAt : null)
  const applies = alert?.kind === 'pause' && paused === who
  const secondsLeft = applies ? seconds : 0
  return {
    applies,
    secondsLeft,
    begin: () => setPaused(who),
    /** True: a pause holds, and how much of it is left was said. */
    speakIfHeld: () => {
      if (secondsLeft > 0) polite(text('login.throttled', { time: duration(secondsLeft) }))
      return secondsLeft > 0
    },
  }
}

import { useState } from 'react'
import { normaliseEmail } from '../../preload/text'
import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import type { FormState } from './form-state'
import { usePause } from './use-pause'

export type FormPause = {
  /** Whether the pause concerns the email that is typed now. */
  applies: boolean
  /** Until main accepts attempts again; 0 without a pause. */
  secondsLeft: number
}

/** The pause of a form: which account it concerns, how long it lasts, and its announcement. */
export function useFormPause(alert: FormState<string>['alert'], email: string) {
  const account = normaliseEmail(email)
  const [pausedAccount, setPausedAccount] = useState<string | null>(null)
  const { polite } = useAnnounce()
  const text = useText()
  const { duration } = useFormats()
  const seconds = usePause(alert?.kind === 'pause' ? alert.retryAt : null)
  const applies = alert?.kind === 'pause' && pausedAccount === account
  const secondsLeft = applies ? seconds : 0
  return {
    applies,
    secondsLeft,
    start: () => setPausedAccount(account),
    /** During a pause, announces the time left and returns true. */
    announceIfActive: () => {
      if (secondsLeft > 0) polite(text('login.throttled', { time: duration(secondsLeft) }))
      return secondsLeft > 0
    },
  }
}

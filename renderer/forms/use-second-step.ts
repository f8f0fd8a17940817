import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AuthError, Outcome } from '../../preload/errors'

/** `backupCodesOnly`: this computer can no longer check the codes of the authenticator. */
export type SecondStep = { backupCodesOnly: boolean }

/**
 * Whether main asks for a code beside what was typed. What was typed stays in the form and is sent again with the code;
 * when it is refused meanwhile, the form shows its other fields again.
 */
export function useSecondStep() {
  const [step, setStep] = useState<SecondStep | null>(null)
  const next = (error: AuthError): SecondStep | null => {
    if (error.code === 'secondFactorRequired') return { backupCodesOnly: error.backupCodesOnly === true }
    return isAboutSomethingElse(error) ? null : step
  }
  return {
    step,
    follow: (outcome: Outcome<unknown> | undefined) => {
      if (outcome && !outcome.ok) setStep(next(outcome.error))
    },
    back: () => setStep(null),
  }
}

/** Moves the focus once the first fields are shown again. */
export function useReturn(step: SecondStep | null, focus: () => void) {
  const wasAsked = useRef(false)
  const arrive = useEffectEvent(focus)
  useEffect(() => {
    if (wasAsked.current && step === null) arrive()
    wasAsked.current = step !== null
  }, [step])
}

const others: ReadonlySet<AuthError['code']> = new Set([
  'wrongCredentials',
  'invalidRecoveryKey',
  'invalidResetToken',
  'weakPassword',
])

function isAboutSomethingElse(error: AuthError): boolean {
  return others.has(error.code) || (error.code === 'invalidInput' && !('code' in error.fields))
}

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AuthError, Outcome } from '../../preload/errors'

/** `backupCodesOnly`: the codes of the authenticator cannot be checked. */
export type SecondStep = { backupCodesOnly: boolean }

/**
 * Whether main requires a code in addition to the other fields. These stay in the form and are sent
 * again with the code. If main then rejects one of them, the form shows them again.
 */
export function useSecondStep() {
  const [step, setStep] = useState<SecondStep | null>(null)
  const nextStep = (error: AuthError): SecondStep | null => {
    if (error.code === 'secondFactorRequired') return { backupCodesOnly: error.backupCodesOnly === true }
    return concernsOtherField(error) ? null : step
  }
  return {
    step,
    updateStep: (outcome: Outcome<unknown> | undefined) => {
      if (outcome && !outcome.ok) setStep(nextStep(outcome.error))
    },
    back: () => setStep(null),
  }
}

/** Calls `focus` when the form leaves the code step and shows its other fields again. */
export function useFocusOnReturn(step: SecondStep | null, focus: () => void) {
  const wasShown = useRef(false)
  const moveFocus = useEffectEvent(focus)
  useEffect(() => {
    if (wasShown.current && step === null) moveFocus()
    wasShown.current = step !== null
  }, [step])
}

const otherFieldErrors: ReadonlySet<AuthError['code']> = new Set([
  'wrongCredentials',
  'invalidRecoveryKey',
  'invalidResetToken',
  'weakPassword',
])

function concernsOtherField(error: AuthError): boolean {
  return otherFieldErrors.has(error.code) || (error.code === 'invalidInput' && !('code' in error.fields))
}

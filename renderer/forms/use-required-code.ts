import { useState } from 'react'
import type { Outcome } from '../../preload/errors'
import { useAuth } from '../app/store-context'
import { anyValue, codeRule } from './rules'
import type { SecondStep } from './use-second-step'

/**
 * The code that a person enters beside the password: from the start if two-factor is on, else once
 * main requires it.
 */
export function useRequiredCode() {
  const profile = useAuth(({ screen }) => (screen.name === 'session' ? screen.profile : null))
  const [step, setStep] = useState<SecondStep | null>(
    profile?.twoFactor ? { backupCodesOnly: profile.privateData === 'sealed' } : null,
  )
  return {
    step,
    rule: step ? codeRule : anyValue,
    updateStep: (outcome: Outcome<unknown> | undefined) => {
      if (!outcome || outcome.ok) return
      const { error } = outcome
      if (error.code === 'secondFactorRequired' || (error.code === 'wrongCode' && error.backupCodesOnly))
        setStep({ backupCodesOnly: error.backupCodesOnly === true })
    },
  }
}

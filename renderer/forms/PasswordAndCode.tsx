import type { RefObject } from 'react'
import { useText } from '../app/intl'
import { useAuth } from '../app/store-context'
import { AccountName } from '../ui/AccountName'
import { CodeField } from './CodeField'
import { PasswordField } from './PasswordField'
import type { Field } from './use-form'
import type { SecondStep } from './use-second-step'

type PasswordAndCodeProps = {
  password: Field
  code: Field
  /** Null while no code is required. */
  step: SecondStep | null
  passwordRef?: RefObject<HTMLInputElement | null>
}

/** The password of the logged-in user and, if required, a code: the last fields of a form. */
export function PasswordAndCode({ password, code, step, passwordRef }: PasswordAndCodeProps) {
  const text = useText()
  const email = useAuth(({ screen }) => (screen.name === 'session' ? screen.profile.email : ''))
  return (
    <>
      <AccountName email={email} />
      <PasswordField field={password} label={text('del.pw')} {...(passwordRef && { ref: passwordRef })} />
      {step && <CodeField field={code} {...step} />}
    </>
  )
}

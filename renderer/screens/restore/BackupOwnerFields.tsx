import type { RefObject } from 'react'
import { CodeField } from '../../forms/CodeField'
import { PasswordField } from '../../forms/PasswordField'
import { TextField } from '../../forms/TextField'
import type { Field } from '../../forms/use-form'
import type { SecondStep } from '../../forms/use-second-step'
import { useText } from '../../app/intl'

type BackupOwnerFieldsProps = {
  email: Field
  password: Field
  code: Field
  /** Null while no code is required. */
  step: SecondStep | null
  emailRef: RefObject<HTMLInputElement | null>
}

/** The email, the password and, if required, a code of an owner in the backup. */
export function BackupOwnerFields({ email, password, code, step, emailRef }: BackupOwnerFieldsProps) {
  const text = useText()
  return (
    <>
      <p>{text('restore.byOwner')}</p>
      <TextField
        field={email}
        label={text('login.email.label')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        ref={emailRef}
      />
      <PasswordField field={password} label={text('login.pw.label')} />
      {step?.backupCodesOnly && <p>{text('restore.turnsOff')}</p>}
      {step && <CodeField field={code} {...step} />}
    </>
  )
}

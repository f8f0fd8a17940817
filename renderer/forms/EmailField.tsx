import type { ReactNode } from 'react'
import { TextField } from './TextField'
import type { Field } from './use-form'

type EmailFieldProps = { field: Field; label: string; hint?: string; errorLink?: ReactNode }

/** `username` lets password managers pair the email with the password below. */
export function EmailField(props: EmailFieldProps) {
  return <TextField {...props} type="email" autoComplete="username" autoCapitalize="none" />
}

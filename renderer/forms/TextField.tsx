import type { ReactNode, Ref } from 'react'
import { FieldFrame, useInput } from './FieldFrame'
import styles from './Input.module.css'
import type { Field } from './use-form'

type TextFieldProps = {
  field: Field
  label: string
  hint?: string
  errorLink?: ReactNode
  below?: ReactNode
  type?: 'text' | 'email'
  autoComplete?: string
  autoCapitalize?: string
  inputMode?: 'numeric' | 'text'
  /** A monospace font, for text that is read letter by letter. */
  mono?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A single line of text. The input is neither reformatted nor truncated. */
export function TextField({
  field,
  label,
  hint,
  errorLink,
  below,
  mono = false,
  type = 'text',
  ...rest
}: TextFieldProps) {
  const input = useInput(field, hint)
  return (
    <FieldFrame field={field} label={label} hint={hint} errorLink={errorLink} below={below}>
      <input
        {...input}
        {...rest}
        type={type}
        spellCheck={false}
        className={[styles['input'], mono && styles['mono']].filter(Boolean).join(' ')}
      />
    </FieldFrame>
  )
}

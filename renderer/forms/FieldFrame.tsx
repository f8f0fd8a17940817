import type { ReactNode } from 'react'
import { useText } from '../app/intl'
import { FieldError } from './FieldError'
import styles from './FieldFrame.module.css'
import { useFormView } from './form-context'
import type { Field } from './use-form'

type FieldFrameProps = {
  field: Field
  label: string
  hint?: string | undefined
  /** A link that helps to fix the error, after its text. */
  errorLink?: ReactNode
  /** The input. */
  children: ReactNode
  /** Content below the input. */
  below?: ReactNode
}

/** Label, hint, error and input, always visible. No placeholder replaces any of them. */
export function FieldFrame({ field, label, hint, errorLink, children, below }: FieldFrameProps) {
  const text = useText()
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={field.id}>
        {label}
      </label>
      {hint !== undefined && (
        <p id={hintId(field)} className={styles['hint']}>
          {hint}
        </p>
      )}
      {field.error && (
        <FieldError id={errorId(field)}>
          {text(field.error)} {errorLink}
        </FieldError>
      )}
      <div className={styles['control']}>{children}</div>
      {below}
    </div>
  )
}

/** The attributes and handlers of an input. */
export function useInput(field: Field, hint: string | undefined) {
  const stage = useFormView()?.stage ?? 'idle'
  const described = [hint !== undefined && hintId(field), field.error && errorId(field), field.alertId]
  return {
    id: field.id,
    name: field.name,
    value: field.value,
    // Read-only, not disabled: the input keeps its focus.
    readOnly: stage !== 'idle',
    'aria-required': true,
    'aria-invalid': field.invalid || undefined,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    onChange: (event: { target: { value: string } }) => field.onChange(event.target.value),
    onBlur: field.onBlur,
  }
}

const hintId = (field: Field) => `${field.id}-hint`
const errorId = (field: Field) => `${field.id}-error`

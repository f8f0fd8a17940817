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
  /** A way out of the error, beside its words. */
  errorLink?: ReactNode
  /** The input itself. */
  children: ReactNode
  /** What stands below the input. */
  below?: ReactNode
}

/** Label, hint, error, input, in this order and always visible: no placeholder stands in for any of them. */
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

/** What every input of a form says about itself. */
export function useInput(field: Field, hint: string | undefined) {
  const stage = useFormView()?.stage ?? 'idle'
  const described = [hint !== undefined && hintId(field), field.error && errorId(field), field.alertId]
  return {
    id: field.id,
    name: field.name,
    value: field.value,
    // Read-only, not disabled: the focus and what was typed stay where they are.
    readOnly: stage !== 'idle',
    'aria-required': true,
    'aria-invalid': field.invalid || undefined,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    onChange: (event: { target: { value: string } }) => field.onType(event.target.value),
    onBlur: field.onLeave,
  }
}

const hintId = (field: Field) => `${field.id}-hint`
const errorId = (field: Field) => `${field.id}-error`

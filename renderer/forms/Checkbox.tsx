import { useText } from '../app/intl'
import styles from './Checkbox.module.css'
import { FieldError } from './FieldError'
import { useFormView } from './form-context'
import type { Field } from './use-form'

/** What a ticked box holds; an empty field is an empty box. */
export const ticked = 'on'

type CheckboxProps = { field: Field; label: string; hint?: string; required?: boolean }

/** A drawn box of 24 px: the native one fails the contrast of outlines in Chromium's dark mode. */
export function Checkbox({ field, label, hint, required = false }: CheckboxProps) {
  const text = useText()
  const busy = (useFormView()?.stage ?? 'idle') !== 'idle'
  const errorId = `${field.id}-error`
  const hintId = `${field.id}-hint`
  const described = [hint !== undefined && hintId, field.error && errorId].filter(Boolean).join(' ')
  return (
    <div className={styles['field']}>
      {field.error && <FieldError id={errorId}>{text(field.error)}</FieldError>}
      <label className={styles['label']} htmlFor={field.id}>
        <input
          id={field.id}
          name={field.name}
          type="checkbox"
          className={styles['box']}
          checked={field.value === ticked}
          aria-invalid={field.invalid || undefined}
          aria-describedby={described || undefined}
          aria-required={required || undefined}
          onChange={(event) => {
            if (!busy) field.onType(event.target.checked ? ticked : '')
          }}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={hintId} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  )
}

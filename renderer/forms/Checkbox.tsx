import { useText } from '../app/intl'
import styles from './Checkbox.module.css'
import { FieldError } from './FieldError'
import { useFormView } from './form-context'
import type { Field } from './use-form'

/** The value of a ticked box; an unticked one has an empty value. */
export const ticked = 'on'

type CheckboxProps = { field: Field; label: string; hint?: string; required?: boolean }

/** A box of 24 px drawn with CSS: Chromium's native outline lacks contrast in dark mode. */
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
            if (!busy) field.onChange(event.target.checked ? ticked : '')
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

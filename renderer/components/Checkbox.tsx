import { useText } from '../intl'
import styles from './Checkbox.module.css'
import { FieldError } from './FieldError'
import { useFormView } from './form-context'
import type { Field } from './use-form'

/** What a ticked box holds; an empty field is an empty box. */
export const ticked = 'on'

/** A drawn box of 24 px: the native one fails the contrast of outlines in Chromium's dark mode. */
export function Checkbox({ field, label }: { field: Field; label: string }) {
  const text = useText()
  const busy = (useFormView()?.stage ?? 'idle') !== 'idle'
  const errorId = `${field.id}-error`
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
          aria-describedby={field.error ? errorId : undefined}
          aria-required="true"
          onChange={(event) => {
            if (!busy) field.onType(event.target.checked ? ticked : '')
          }}
        />
        {label}
      </label>
    </div>
  )
}

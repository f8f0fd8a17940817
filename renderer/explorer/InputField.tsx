import { useId, useState } from 'react'
import { Button } from '../ui/Button'
import inputStyles from '../forms/Input.module.css'
import type { CallField } from './calls'
import styles from './Explorer.module.css'
import { useWords } from './words'

type InputFieldProps = { field: CallField; value: string; error: string | null; onChange: (value: string) => void }

/** One input field, by its contract type. Secrets are masked and kept from password managers. */
export function InputField({ field, value, error, onChange }: InputFieldProps) {
  const words = useWords()
  const id = useId()
  const [isVisible, setIsVisible] = useState(false)
  const { name, kind, required, choices, description } = field
  const common = {
    id,
    name,
    value,
    className: inputStyles['input'],
    'aria-required': required,
    'aria-invalid': error !== null || undefined,
    'aria-describedby': `${id}-hint${error === null ? '' : ` ${id}-error`}`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  const options = kind === 'boolean' ? ['true', 'false'] : choices
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        <code>{name}</code> {!required && <span className={styles['muted']}>({words('api.optional')})</span>}
      </label>
      <p id={`${id}-hint`} className={styles['muted']}>
        {description}
      </p>
      {error !== null && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
      {kind === 'boolean' || kind === 'choice' ? (
        <select {...common}>
          <option value="">{words('api.unset')}</option>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <div className={styles['control']}>
          <input
            {...common}
            type={kind === 'secret' && !isVisible ? 'password' : 'text'}
            autoComplete={kind === 'secret' ? 'new-password' : 'off'}
            inputMode={kind === 'number' ? 'numeric' : undefined}
            spellCheck={false}
          />
          {kind === 'secret' && (
            <Button aria-controls={id} onClick={() => setIsVisible(!isVisible)}>
              {words(isVisible ? 'api.hide' : 'api.show')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

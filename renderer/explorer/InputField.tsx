import { useId, useState } from 'react'
import { Button } from '../ui/Button'
import styles from '../forms/Input.module.css'
import type { CallField } from './calls'
import own from './Explorer.module.css'
import { useWords } from './words'

type InputFieldProps = { field: CallField; value: string; error: string | null; onType: (value: string) => void }

/** One field of an input, by its type in the contract. What is secret is hidden, and no password manager keeps it. */
export function InputField({ field, value, error, onType }: InputFieldProps) {
  const words = useWords()
  const id = useId()
  const [shown, setShown] = useState(false)
  const { name, kind, required, choices, description } = field
  const common = {
    id,
    name,
    value,
    className: styles['input'],
    'aria-required': required,
    'aria-invalid': error !== null || undefined,
    'aria-describedby': `${id}-hint${error === null ? '' : ` ${id}-error`}`,
    onChange: (event: { target: { value: string } }) => onType(event.target.value),
  }
  const options = kind === 'boolean' ? ['true', 'false'] : choices
  return (
    <div className={own['field']}>
      <label htmlFor={id} className={own['label']}>
        <code>{name}</code> {!required && <span className={own['quiet']}>({words('api.optional')})</span>}
      </label>
      <p id={`${id}-hint`} className={own['quiet']}>
        {description}
      </p>
      {error !== null && (
        <p id={`${id}-error`} className={own['error']}>
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
        <div className={own['control']}>
          <input
            {...common}
            type={kind === 'secret' && !shown ? 'password' : 'text'}
            autoComplete={kind === 'secret' ? 'new-password' : 'off'}
            inputMode={kind === 'number' ? 'numeric' : undefined}
            spellCheck={false}
          />
          {kind === 'secret' && (
            <Button aria-controls={id} onClick={() => setShown(!shown)}>
              {words(shown ? 'api.hide' : 'api.show')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

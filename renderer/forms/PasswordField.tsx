import type { ReactNode, Ref } from 'react'
import { useText, type MessageKey } from '../app/intl'
import { Button } from '../ui/Button'
import { FieldFrame, useInput } from './FieldFrame'
import input from './Input.module.css'
import styles from './PasswordField.module.css'
import { useFormView } from './form-context'
import { useCapsLock } from './use-caps-lock'
import type { Field } from './use-form'
import { useReveal } from '../a11y/use-reveal'

export type PasswordFieldProps = {
  field: Field
  label: string
  hint?: string
  /** Distinguishes the two passwords of a form that asks for both. */
  kind?: 'plain' | 'current' | 'new'
  autoComplete?: 'current-password' | 'new-password'
  below?: ReactNode
  /** May be left empty. */
  optional?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A password field with a button that shows the password for a short time. */
export function PasswordField({
  field,
  label,
  hint,
  kind = 'plain',
  autoComplete = 'current-password',
  below,
  optional = false,
  ...rest
}: PasswordFieldProps) {
  const text = useText()
  const submitCount = useFormView()?.submitCount ?? 0
  const { shown, toggle } = useReveal(submitCount)
  const caps = useCapsLock()
  const { onBlur, ...common } = useInput(field, hint)
  return (
    <FieldFrame
      field={field}
      label={label}
      hint={hint}
      below={
        <>
          {caps.on && <p className={styles['caps']}>{text('pw.caps')}</p>}
          {below}
        </>
      }
    >
      <input
        {...common}
        {...rest}
        {...caps.keyHandlers}
        aria-required={!optional}
        onBlur={() => {
          caps.reset()
          onBlur()
        }}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        className={input['input']}
      />
      <Button
        className={styles['toggle']}
        aria-label={text(shown ? 'pw.hide.aria' : showLabel[kind])}
        aria-controls={field.id}
        onClick={toggle}
      >
        {text(shown ? 'pw.hide' : 'pw.show')}
      </Button>
    </FieldFrame>
  )
}

const showLabel: Record<NonNullable<PasswordFieldProps['kind']>, MessageKey> = {
  plain: 'pw.show.aria',
  current: 'pw.showCurrent.aria',
  new: 'pw.showNew.aria',
}

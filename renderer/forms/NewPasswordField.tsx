import { limits } from '../../preload/contract'
import { useText } from '../app/intl'
import styles from './NewPasswordField.module.css'
import { PassphraseOffer } from './PassphraseOffer'
import { PasswordAdvice } from './PasswordAdvice'
import { PasswordField, type PasswordFieldProps } from './PasswordField'
import { useFormView } from './form-context'
import { newPasswordRule, shortPasswordRule } from './rules'

/** Every new password of the app follows these, whatever its form is for. */
export const newPasswordSpec = { rule: newPasswordRule, onLeave: shortPasswordRule }

type NewPasswordFieldProps = Pick<PasswordFieldProps, 'field' | 'label' | 'kind' | 'autoFocus' | 'ref'> & {
  /** Whose it will be: the email is the first thing a guesser tries. */
  email: string
}

/** A password that is being chosen: what makes a good one, and how this one does, in words. */
export function NewPasswordField({ email, ...rest }: NewPasswordFieldProps) {
  const text = useText()
  const idle = (useFormView()?.stage ?? 'idle') === 'idle'
  const { field } = rest
  return (
    <PasswordField
      {...rest}
      autoComplete="new-password"
      hint={text('register.pw.hint', { min: limits.passwordMinCodePoints })}
      below={
        <div className={styles['below']}>
          <PasswordAdvice password={field.value} email={email} />
          <PassphraseOffer onUse={(passphrase) => idle && field.onType(passphrase)} />
        </div>
      }
    />
  )
}

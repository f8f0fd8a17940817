import { limits } from '../../preload/contract'
import { useText } from '../app/intl'
import styles from './NewPasswordField.module.css'
import { PassphraseOffer } from './PassphraseOffer'
import { PasswordAdvice } from './PasswordAdvice'
import { PasswordField, type PasswordFieldProps } from './PasswordField'
import { useFormView } from './form-context'
import { newPasswordRule, shortPasswordRule } from './rules'

/** The rules of every new password in the app. */
export const newPasswordSpec = { rule: newPasswordRule, blurRule: shortPasswordRule }

type NewPasswordFieldProps = Pick<PasswordFieldProps, 'field' | 'label' | 'kind' | 'autoFocus' | 'ref'> & {
  /** The email of the account: guesses start with it, so it lowers the estimate. */
  email: string
}

/** A field for a new password, with advice and a passphrase suggestion. */
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
          <PassphraseOffer onUse={(passphrase) => idle && field.onChange(passphrase)} />
        </div>
      }
    />
  )
}

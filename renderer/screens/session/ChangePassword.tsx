import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { ErrorSummary } from '../../forms/ErrorSummary'
import { Form } from '../../forms/Form'
import { NewPasswordField } from '../../forms/NewPasswordField'
import { PasswordField } from '../../forms/PasswordField'
import { notEmpty, newPasswordRule, shortPasswordRule, type Rule } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { AccountName } from '../../ui/AccountName'
import { reauthenticationErrors, weakPasswordError } from '../../app/error-text'

const words = { ...reauthenticationErrors, weakPassword: weakPasswordError }

type ChangePasswordProps = { email: string; onSaved: () => void; onCancel: () => void }

/** Asks for the current and the new password. The new one need not be repeated. */
export function ChangePassword({ email, onSaved, onCancel }: ChangePasswordProps) {
  const text = useText()
  const { changePassword } = useActions()
  const form = useForm(
    {
      password: { rule: notEmpty('sec.pw.current.empty') },
      newPassword: { rule: newPasswordRuleFor(email), blurRule: shortPasswordRule },
    },
    { place: 'confirm', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )

  const save = async () => {
    const { password, newPassword } = form.values
    const outcome = await form.submit(() => changePassword({ currentPassword: password, newPassword }))
    if (outcome?.ok) onSaved()
  }

  return (
    <Form form={form} onSubmit={() => void save()}>
      {form.summary.length > 0 && <ErrorSummary form={form} />}
      <AccountName email={email} />
      <PasswordField field={form.field('password')} label={text('sec.pw.current')} kind="current" autoFocus />
      <NewPasswordField field={form.field('newPassword')} label={text('sec.pw.new')} kind="new" email={email} />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text('sec.pw.change')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

type FieldName = 'password' | 'newPassword'

function newPasswordRuleFor(email: string): Rule<FieldName> {
  return (value, values) => {
    const weak = newPasswordRule(value, { newPassword: value, email })
    if (weak) return weak
    return value.normalize('NFC') === values.password.normalize('NFC') ? { id: 'sec.pw.same' } : null
  }
}

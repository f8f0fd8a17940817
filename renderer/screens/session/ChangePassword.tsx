import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { ErrorSummary } from '../../components/ErrorSummary'
import { Form } from '../../components/Form'
import { NewPasswordField } from '../../components/NewPasswordField'
import { PasswordField } from '../../components/PasswordField'
import { filled, newPasswordRule, shortPasswordRule, type Rule } from '../../components/rules'
import { SubmitButton } from '../../components/SubmitButton'
import { useForm } from '../../components/use-form'
import { useText } from '../../intl'
import { useActions } from '../../store-context'
import { AccountName } from '../../components/AccountName'

type ChangePasswordProps = { email: string; onSaved: () => void; onCancel: () => void }

/** The current password, the new one, and nothing to repeat. */
export function ChangePassword({ email, onSaved, onCancel }: ChangePasswordProps) {
  const text = useText()
  const { changePassword } = useActions()
  const form = useForm(
    {
      password: { rule: filled('sec.pw.current.empty') },
      newPassword: { rule: newRule(email), onLeave: shortPasswordRule },
    },
    { place: 'confirm', refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
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

type Names = 'password' | 'newPassword'

function newRule(email: string): Rule<Names> {
  return (value, values) => {
    const weak = newPasswordRule(value, { newPassword: value, email })
    if (weak) return weak
    return value.normalize('NFC') === values.password.normalize('NFC') ? { id: 'sec.pw.same' } : null
  }
}

import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { AccountName } from '../../ui/AccountName'
import { reauthenticationErrors } from '../../app/error-text'

/** Asks for the password and creates a recovery key, which a separate screen shows. */
export function RenewKey({ email, onCancel }: { email: string; onCancel: () => void }) {
  const text = useText()
  const { renewRecoveryKey } = useActions()
  const form = useForm(
    { password: { rule: notEmpty('sec.pw.current.empty') } },
    {
      place: 'confirm',
      words: reauthenticationErrors,
      credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' },
    },
  )
  return (
    <Form form={form} onSubmit={() => void form.submit(() => renewRecoveryKey({ password: form.values.password }))}>
      <AccountName email={email} />
      <PasswordField field={form.field('password')} label={text('sec.pw.current')} kind="current" autoFocus />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text('key.unsaved.action')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

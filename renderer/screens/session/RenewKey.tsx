import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { Form } from '../../components/Form'
import { PasswordField } from '../../components/PasswordField'
import { filled } from '../../components/rules'
import { SubmitButton } from '../../components/SubmitButton'
import { useForm } from '../../components/use-form'
import { useText } from '../../intl'
import { useActions } from '../../store-context'
import { AccountName } from '../../components/AccountName'

/** Asks for the password and leads to a new recovery key, shown on its own screen. */
export function RenewKey({ email, onCancel }: { email: string; onCancel: () => void }) {
  const text = useText()
  const { renewRecoveryKey } = useActions()
  const form = useForm(
    { password: { rule: filled('sec.pw.current.empty') } },
    { place: 'confirm', refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
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

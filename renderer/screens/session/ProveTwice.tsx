import { AccountName } from '../../components/AccountName'
import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { ErrorSummary } from '../../components/ErrorSummary'
import { Form } from '../../components/Form'
import { PasswordField } from '../../components/PasswordField'
import { codeRule, filled } from '../../components/rules'
import { SubmitButton } from '../../components/SubmitButton'
import { TextField } from '../../components/TextField'
import { useForm } from '../../components/use-form'
import { useText } from '../../intl'
import { useActions } from '../../store-context'

type Deed = 'renewBackupCodes' | 'turnOffTwoFactor'
type ProveTwiceProps = { deed: Deed; email: string; onDone?: () => void; onCancel: () => void }

/** Password and code, before the second factor is renewed or given up. */
export function ProveTwice({ deed, email, onDone, onCancel }: ProveTwiceProps) {
  const text = useText()
  const actions = useActions()
  const form = useForm(
    { password: { rule: filled('sec.pw.current.empty') }, code: { rule: codeRule } },
    { place: 'confirm', refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const send = async () => {
    const outcome = await form.submit<unknown>(() => actions[deed](form.values))
    if (outcome?.ok) onDone?.()
  }
  return (
    <Form form={form} onSubmit={() => void send()}>
      {form.summary.length > 0 && <ErrorSummary form={form} />}
      <AccountName email={email} />
      <PasswordField field={form.field('password')} label={text('sec.pw.current')} kind="current" autoFocus />
      <TextField
        field={form.field('code')}
        label={text('code.label')}
        hint={text('code.hint')}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        inputMode="numeric"
        mono
      />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text(deed === 'renewBackupCodes' ? 'tf.renew.go' : 'tf.turnOff.go')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

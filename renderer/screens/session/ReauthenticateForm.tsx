import type { CallError } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { AccountName } from '../../ui/AccountName'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { ErrorSummary } from '../../forms/ErrorSummary'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { codeRule, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { codeRequired, reauthenticationErrors, wrongCodeError } from '../../app/error-text'

const words = { ...reauthenticationErrors, secondFactorRequired: codeRequired, wrongCode: wrongCodeError }

type ReauthenticatedChange = 'renewBackupCodes' | 'turnOffTwoFactor'
type ReauthenticateFormProps = {
  change: ReauthenticatedChange
  email: string
  /** The codes of the authenticator cannot be checked. */
  backupCodesOnly?: boolean
  onDone?: () => void
  onCancel: () => void
}

/** Asks for password and code before the backup codes are renewed or two-factor is turned off. */
export function ReauthenticateForm({
  change,
  email,
  backupCodesOnly = false,
  onDone,
  onCancel,
}: ReauthenticateFormProps) {
  const text = useText()
  const actions = useActions()
  const form = useForm(
    { password: { rule: notEmpty('sec.pw.current.empty') }, code: { rule: codeRule } },
    { place: 'confirm', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const send = async () => {
    const outcome = await form.submit((): Promise<Outcome<unknown, CallError<typeof change>>> =>
      actions[change](form.values),
    )
    if (outcome?.ok) onDone?.()
  }
  return (
    <Form form={form} onSubmit={() => void send()}>
      {form.summary.length > 0 && <ErrorSummary form={form} />}
      <AccountName email={email} />
      <PasswordField field={form.field('password')} label={text('sec.pw.current')} kind="current" autoFocus />
      <TextField
        field={form.field('code')}
        label={text(backupCodesOnly ? 'code.backup' : 'code.label')}
        hint={text(backupCodesOnly ? 'code.backup.hint' : 'code.hint')}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        inputMode={backupCodesOnly ? 'text' : 'numeric'}
        mono
      />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text(change === 'renewBackupCodes' ? 'tf.renew.go' : 'tf.turnOff.go')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

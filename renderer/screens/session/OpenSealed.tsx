import { useState } from 'react'
import { AccountName } from '../../ui/AccountName'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { ErrorSummary } from '../../forms/ErrorSummary'
import { Form } from '../../forms/Form'
import { NewPasswordField } from '../../forms/NewPasswordField'
import { PasswordField } from '../../forms/PasswordField'
import { RecoveryKeyField } from '../../forms/RecoveryKeyField'
import { anyValue, newPasswordRule, notEmpty, recoveryKeyRule, shortPasswordRule } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import styles from './OpenSealed.module.css'
import { credentialsError, pauseError, refusal, weakPasswordError } from '../../app/error-text'

const words = {
  invalidRecoveryKey: credentialsError('sealed.key.wrong'),
  wrongCredentials: credentialsError('sealed.pw.wrong'),
  weakPassword: weakPasswordError,
  tooManyAttempts: pauseError,
  notSealed: refusal('sealed.not'),
}

type FormerSecret = 'recoveryKey' | 'formerPassword'
type OpenSealedProps = { email: string; onCancel: () => void }

/**
 * Asks for the former recovery key or the former password, and for a new password. The next screen
 * shows a new recovery key.
 */
export function OpenSealed(props: OpenSealedProps) {
  const text = useText()
  const [former, setFormer] = useState<FormerSecret>('recoveryKey')
  // Stays when the other secret is chosen; the errors and a pause of the first do not.
  const [newPassword, setNewPassword] = useState('')
  const handleSwitch = (typed: string) => {
    setNewPassword(typed)
    setFormer(former === 'recoveryKey' ? 'formerPassword' : 'recoveryKey')
  }
  return (
    <>
      <p>{text('sealed.open.body')}</p>
      <OpenSealedForm key={former} {...props} former={former} initialPassword={newPassword} onSwitch={handleSwitch} />
    </>
  )
}

type OpenSealedFormProps = OpenSealedProps & {
  former: FormerSecret
  initialPassword: string
  /** The person chose the other secret; called with the new password typed so far. */
  onSwitch: (newPassword: string) => void
}

function OpenSealedForm({ email, former, initialPassword, onSwitch, onCancel }: OpenSealedFormProps) {
  const text = useText()
  const { openSealed } = useActions()
  const byKey = former === 'recoveryKey'
  const form = useForm(
    {
      recoveryKey: byKey ? { rule: recoveryKeyRule, blurRule: recoveryKeyRule } : { rule: anyValue },
      formerPassword: { rule: byKey ? anyValue : notEmpty('sealed.pw.empty') },
      newPassword: {
        initial: initialPassword,
        rule: (newPassword) => newPasswordRule(newPassword, { email, newPassword }),
        blurRule: shortPasswordRule,
      },
    },
    {
      place: 'confirm',
      words,
      credentialFields: { mark: [former], clear: byKey ? [] : ['formerPassword'], focus: former },
    },
  )
  const { recoveryKey, formerPassword, newPassword } = form.values
  const send = () => openSealed({ ...(byKey ? { recoveryKey } : { formerPassword }), newPassword })
  const switchButton = (
    <Button variant="link" className={styles['switch']} onClick={() => form.stage === 'idle' && onSwitch(newPassword)}>
      {text(byKey ? 'sealed.pw.instead' : 'sealed.key.instead')}
    </Button>
  )
  return (
    <Form form={form} onSubmit={() => void form.submit(send)}>
      {form.summary.length > 0 && <ErrorSummary form={form} />}
      <AccountName email={email} />
      {byKey ? (
        <RecoveryKeyField
          form={form}
          field={form.field('recoveryKey')}
          label={text('sealed.key')}
          hint={text('sealed.key.hint')}
          onOpened={(file) => {
            form.set('recoveryKey', file.recoveryKey)
            form.focus('newPassword')
          }}
          below={switchButton}
          autoFocus
        />
      ) : (
        <PasswordField field={form.field('formerPassword')} label={text('sealed.pw')} below={switchButton} autoFocus />
      )}
      <NewPasswordField field={form.field('newPassword')} label={text('sec.pw.new')} kind="new" email={email} />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text('sealed.open.go')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

import { lazy, Suspense, useId, useState } from 'react'
import { inBlocks } from '../../../preload/text'
import { AccountName } from '../../ui/AccountName'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { codeRule, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { useScreenProtection } from '../../app/use-secret-export'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { InlineForm } from './InlineForm'
import styles from './SetUpTwoFactor.module.css'
import { codeRequired, reauthenticationErrors, pauseError, refusal, wrongCodeError } from '../../app/error-text'

const beginWords = {
  ...reauthenticationErrors,
  secondFactorRequired: codeRequired,
  sealed: refusal('tf.sealed'),
  recoveryKeyNeeded: refusal('tf.needsKey'),
}
const confirmWords = { wrongCode: wrongCodeError, tooManyAttempts: pauseError }

const QrCode = lazy(async () => ({ default: (await import('./QrCode')).QrCode }))

type StepProps = { email: string; onCancel: () => void }
/** Kept in this component: the store holds no secret except a key that is shown once. */
type Enrollment = { secret: string; uri: string }

/** Asks for the password, then for a first code. The third step, the backup codes, is a screen. */
export function SetUpTwoFactor({ email, onCancel }: StepProps) {
  const [enrollment, setEnrollment] = useState<Enrollment | null>(null)
  return (
    <InlineForm onCancel={onCancel}>
      {enrollment ? (
        <Authenticator email={email} enrollment={enrollment} onCancel={onCancel} />
      ) : (
        <Password email={email} onVerified={setEnrollment} onCancel={onCancel} />
      )}
    </InlineForm>
  )
}

function Password({ email, onVerified, onCancel }: StepProps & { onVerified: (enrollment: Enrollment) => void }) {
  const text = useText()
  const heading = useId()
  const { beginTwoFactor } = useActions()
  const form = useForm(
    { password: { rule: notEmpty('sec.pw.current.empty') } },
    {
      place: 'confirm',
      words: beginWords,
      credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' },
    },
  )
  const send = async () => {
    const outcome = await form.submit(() => beginTwoFactor(form.values))
    if (outcome?.ok) onVerified(outcome.value)
  }
  return (
    <Form form={form} labelledBy={heading} onSubmit={() => void send()}>
      <h4 id={heading}>{text('tf.step', { i: 1 })}</h4>
      <p>{text('tf.password')}</p>
      <AccountName email={email} />
      <PasswordField field={form.field('password')} label={text('sec.pw.current')} kind="current" autoFocus />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text('key.continue')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

function Authenticator({ email, enrollment, onCancel }: StepProps & { enrollment: Enrollment }) {
  const text = useText()
  const heading = useId()
  const { confirmTwoFactor } = useActions()
  const form = useForm({ code: { rule: codeRule } }, { place: 'confirm', words: confirmWords })
  useScreenProtection()
  return (
    <Form form={form} labelledBy={heading} onSubmit={() => void form.submit(() => confirmTwoFactor(form.values))}>
      <h4 id={heading}>{text('tf.step', { i: 2 })}</h4>
      <div className={styles['scan']}>
        <p>{text('tf.scan')}</p>
        <Suspense>
          <QrCode content={enrollment.uri} label={text('tf.qr', { email })} />
        </Suspense>
        <p>{text('tf.key')}</p>
        <p className={styles['key']} translate="no">
          {inBlocks(enrollment.secret, 4).join(' ')}
        </p>
      </div>
      <TextField
        field={form.field('code')}
        label={text('tf.first')}
        hint={text('tf.first.hint')}
        autoComplete="one-time-code"
        inputMode="numeric"
        mono
        autoFocus
      />
      <ButtonRow>
        <SubmitButton busyText="busy.working" wide={false}>
          {text('tf.turnOn')}
        </SubmitButton>
        <Button onClick={onCancel}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Form>
  )
}

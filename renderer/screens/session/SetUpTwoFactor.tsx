import { lazy, Suspense, useId, useState } from 'react'
import { inBlocks } from '../../../preload/text'
import { AccountName } from '../../ui/AccountName'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { codeRule, filled } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { useScreenProtection } from '../../app/use-secret-export'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { InlineForm } from './InlineForm'
import styles from './SetUpTwoFactor.module.css'
import { asksForCode, failed, reauthenticationWords, paused, wrongCode } from '../../app/error-text'

const beginWords = { ...reauthenticationWords, noKeyStore: failed('tf.noKeyStore'), secondFactorRequired: asksForCode }
const confirmWords = { wrongCode, tooManyAttempts: paused, noKeyStore: failed('tf.noKeyStore') }

const QrCode = lazy(async () => ({ default: (await import('./QrCode')).QrCode }))

type StepProps = { email: string; onCancel: () => void }
/** Stays in this card: the store keeps no secret that is no key shown once. */
type Shown = { secret: string; uri: string }

/** Password, then the authenticator with its first code; the third step, the backup codes, is a screen of its own. */
export function SetUpTwoFactor({ email, onCancel }: StepProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  return (
    <InlineForm>
      {shown ? (
        <Authenticator email={email} shown={shown} onCancel={onCancel} />
      ) : (
        <Password email={email} onProven={setShown} onCancel={onCancel} />
      )}
    </InlineForm>
  )
}

function Password({ email, onProven, onCancel }: StepProps & { onProven: (shown: Shown) => void }) {
  const text = useText()
  const heading = useId()
  const { beginTwoFactor } = useActions()
  const form = useForm(
    { password: { rule: filled('sec.pw.current.empty') } },
    { place: 'confirm', words: beginWords, refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const send = async () => {
    const outcome = await form.submit(() => beginTwoFactor(form.values))
    if (outcome?.ok) onProven(outcome.value)
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

function Authenticator({ email, shown, onCancel }: StepProps & { shown: Shown }) {
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
          <QrCode content={shown.uri} label={text('tf.qr', { email })} />
        </Suspense>
        <p>{text('tf.key')}</p>
        <p className={styles['key']} translate="no">
          {inBlocks(shown.secret, 4).join(' ')}
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

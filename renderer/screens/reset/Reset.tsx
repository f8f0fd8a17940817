import { Button } from '../../ui/Button'
import { CodeField } from '../../forms/CodeField'
import { Disclosure } from '../../ui/Disclosure'
import { EmailField } from '../../forms/EmailField'
import { Form } from '../../forms/Form'
import { NewPasswordField, newPasswordSpec } from '../../forms/NewPasswordField'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { codeRule, recoveryKeyRule, written } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useReturn, useSecondStep } from '../../forms/use-second-step'
import { useText } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import styles from './Reset.module.css'
import { asksForCode, failed, paused, refusedCredentials, weakPassword, wrongCode } from '../../app/error-text'

const words = {
  invalidRecoveryKey: refusedCredentials('reset.wrong'),
  invalidResetToken: failed('reset.token'),
  tooManyAttempts: paused,
  weakPassword,
  secondFactorRequired: asksForCode,
  wrongCode,
}

/** A new password with the recovery key: one form, two calls underneath, so that nobody is ever half let in. */
export function Reset({ state }: { state: ScreenOf<'reset'> }) {
  const text = useText()
  const { resetPassword, back } = useActions()
  const { step, follow, back: stepBack } = useSecondStep()
  const form = useForm(
    {
      email: { initial: state.email, rule: written('login.email.empty') },
      recoveryKey: { rule: recoveryKeyRule, onLeave: recoveryKeyRule },
      newPassword: newPasswordSpec,
      code: { rule: step ? codeRule : () => null },
    },
    {
      place: 'reset',
      words,
      refused: { mark: ['email', 'recoveryKey'], clear: ['newPassword'], focus: 'recoveryKey' },
      pausePer: 'email',
    },
  )
  useReturn(step, () => form.focus('newPassword'))
  const send = async () => {
    const { code, ...proof } = form.values
    follow(await form.submit(() => resetPassword({ ...proof, ...(step && { code }) })))
  }
  const goBack = () => {
    if (!step) {
      back(form.values.email)
      return
    }
    // Whoever comes next must not find the password behind the code.
    form.set('newPassword', '')
    form.set('code', '')
    stepBack()
  }
  const openKeyFile = useKeyFile(form)
  return (
    <Screen h1={text('reset.h1')} focus="first" form={form}>
      <p>{text('reset.lead')}</p>
      <Form form={form} onSubmit={() => void send()}>
        {step ? (
          <CodeField field={form.field('code')} {...step} />
        ) : (
          <>
            <EmailField field={form.field('email')} label={text('login.email.label')} />
            <TextField
              field={form.field('recoveryKey')}
              label={text('reset.key.label')}
              hint={text('reset.key.hint')}
              autoComplete="off"
              autoCapitalize="characters"
              mono
              below={
                <Button className={styles['open']} onClick={() => void openKeyFile()}>
                  {text('reset.key.open')}
                </Button>
              }
            />
            <NewPasswordField
              field={form.field('newPassword')}
              label={text('reset.pw.label')}
              email={form.values.email}
            />
          </>
        )}
        <SubmitButton busyText="reset.busy">{text('reset.submit')}</SubmitButton>
      </Form>
      {!step && <Disclosure summary={text('reset.nokey')}>{text('reset.nokey.body')}</Disclosure>}
      <FormFooter>
        <TextLink to="#/login" onFollow={goBack}>
          {text('shell.back')}
        </TextLink>
      </FormFooter>
    </Screen>
  )
}

/** Fills email and key from the file that was saved when the key was shown. */
function useKeyFile(form: ReturnType<typeof useForm<'email' | 'recoveryKey' | 'newPassword' | 'code'>>) {
  const desktop = useDesktop()
  return async () => {
    if (form.stage !== 'idle') return
    const opened = await desktop.openRecoveryKey()
    if (!opened.ok) form.refuse(opened.error)
    if (!opened.ok || !opened.value) return
    if (opened.value.email !== '') form.set('email', opened.value.email)
    form.set('recoveryKey', opened.value.recoveryKey)
    form.focus('newPassword')
  }
}

import { CodeField } from '../../forms/CodeField'
import { Disclosure } from '../../ui/Disclosure'
import { EmailField } from '../../forms/EmailField'
import { Form } from '../../forms/Form'
import { NewPasswordField, newPasswordSpec } from '../../forms/NewPasswordField'
import { RecoveryKeyField } from '../../forms/RecoveryKeyField'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { codeRule, recoveryKeyRule, notBlank } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useFocusOnReturn, useSecondStep } from '../../forms/use-second-step'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import {
  codeRequired,
  operationError,
  pauseError,
  credentialsError,
  weakPasswordError,
  wrongCodeError,
} from '../../app/error-text'

const words = {
  invalidRecoveryKey: credentialsError('reset.wrong'),
  invalidResetToken: operationError('reset.token'),
  tooManyAttempts: pauseError,
  weakPassword: weakPasswordError,
  secondFactorRequired: codeRequired,
  wrongCode: wrongCodeError,
}

/**
 * Resets the password with the recovery key. One form makes both calls, so that no reset is left
 * half done.
 */
export function Reset({ state }: { state: ScreenOf<'reset'> }) {
  const text = useText()
  const { resetPassword, back } = useActions()
  const { step, updateStep, back: stepBack } = useSecondStep()
  const form = useForm(
    {
      email: { initial: state.email, rule: notBlank('login.email.empty') },
      recoveryKey: { rule: recoveryKeyRule, blurRule: recoveryKeyRule },
      newPassword: newPasswordSpec,
      code: { rule: step ? codeRule : () => null },
    },
    {
      place: 'reset',
      words,
      credentialFields: { mark: ['email', 'recoveryKey'], clear: ['newPassword'], focus: 'recoveryKey' },
      pauseField: 'email',
    },
  )
  useFocusOnReturn(step, () => form.focus('newPassword'))
  const send = async () => {
    const { code, ...input } = form.values
    updateStep(await form.submit(() => resetPassword({ ...input, ...(step && { code }) })))
  }
  const goBack = () => {
    if (!step) {
      back(form.values.email)
      return
    }
    // The next user must not find the password behind the code.
    form.set('newPassword', '')
    form.set('code', '')
    stepBack()
  }
  return (
    <Screen h1={text('reset.h1')} focus="first" form={form}>
      <p>{text('reset.lead')}</p>
      <Form form={form} onSubmit={() => void send()}>
        {step ? (
          <CodeField field={form.field('code')} {...step} />
        ) : (
          <>
            <EmailField field={form.field('email')} label={text('login.email.label')} />
            <RecoveryKeyField
              form={form}
              field={form.field('recoveryKey')}
              label={text('reset.key.label')}
              hint={text('reset.key.hint')}
              onOpened={({ email, recoveryKey }) => {
                if (email !== '') form.set('email', email)
                form.set('recoveryKey', recoveryKey)
                form.focus('newPassword')
              }}
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

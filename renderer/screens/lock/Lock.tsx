import { AccountName } from '../../ui/AccountName'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { notEmpty } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import { pauseError, credentialsError } from '../../app/error-text'

const words = { wrongCredentials: credentialsError('lock.wrong'), tooManyAttempts: pauseError }

/** Hides a session that goes on: nothing of it is in the page. The password resumes it. */
export function Lock({ state: { email, displayName } }: { state: ScreenOf<'lock'> }) {
  const text = useText()
  const { unlock, logOut, goToReset } = useActions()
  const form = useForm(
    { password: { rule: notEmpty('login.pw.empty') } },
    { place: 'unlock', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  return (
    <Screen h1={text('lock.h1')} focus="first" form={form}>
      <p>{displayName === null ? text('lock.lead.unknown') : text('lock.lead', { name: displayName })}</p>
      <Form
        form={form}
        pauseHelp={text('login.throttled.help')}
        onSubmit={() => form.submit(() => unlock({ password: form.values.password }))}
      >
        {email !== null && <AccountName email={email} />}
        <PasswordField field={form.field('password')} label={text('login.pw.label')} />
        <SubmitButton busyText="login.busy">{text('lock.submit')}</SubmitButton>
      </Form>
      <FormFooter>
        <TextLink to="#/reset" onFollow={() => goToReset()}>
          {text('login.forgot')}
        </TextLink>
      </FormFooter>
      <FormFooter>
        <TextLink to="#/login" onFollow={() => void logOut()}>
          {text('lock.other')}
        </TextLink>
        <br />
        {displayName === null ? text('lock.other.hint.unknown') : text('lock.other.hint', { name: displayName })}
      </FormFooter>
    </Screen>
  )
}

import { EmailField } from '../../forms/EmailField'
import { Form } from '../../forms/Form'
import { NewPasswordField, newPasswordSpec } from '../../forms/NewPasswordField'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { emailRule } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import { pauseError, type ShownError, weakPasswordError } from '../../app/error-text'

const words = {
  weakPassword: weakPasswordError,
  emailTaken: (): ShownError => ({ kind: 'fields', fields: { email: { id: 'register.email.taken' } } }),
  tooManyAttempts: pauseError,
}

/** Creates an account. The store shows what follows: the recovery key. */
export function Register({ state }: { state: ScreenOf<'register'> }) {
  const text = useText()
  const { register, goToLogIn } = useActions()
  const form = useForm(
    { email: { initial: state.email, rule: emailRule, blurRule: emailRule }, newPassword: newPasswordSpec },
    { place: 'register', words },
  )
  const { email, newPassword } = form.values
  const emailField = form.field('email')
  const taken = emailField.error?.id === 'register.email.taken'
  const logIn = (
    <TextLink to="#/login" onFollow={() => goToLogIn(email)}>
      {text('register.haveLink')}
    </TextLink>
  )
  return (
    <Screen h1={text('register.h1')} focus="first" form={form}>
      <Form form={form} onSubmit={() => form.submit(() => register({ email, password: newPassword }))}>
        <EmailField
          field={emailField}
          label={text('register.email.label')}
          hint={text('register.email.hint')}
          errorLink={taken && logIn}
        />
        <NewPasswordField field={form.field('newPassword')} label={text('register.pw.label')} email={email} />
        <SubmitButton busyText="register.busy">{text('register.submit')}</SubmitButton>
      </Form>
      <FormFooter>
        {text('register.have')} {logIn}
      </FormFooter>
    </Screen>
  )
}

import { useState } from 'react'
import { useLaterNotice } from '../../a11y/use-later-notice'
import { EmailField } from '../../forms/EmailField'
import { Form } from '../../forms/Form'
import { NewPasswordField, newPasswordSpec } from '../../forms/NewPasswordField'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { anyValue, emailRule, invitationRule } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useText, type MessageKey } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import { pauseError, type ShownError, weakPasswordError } from '../../app/error-text'

const fieldError = (field: 'email' | 'invitation', id: MessageKey) => (): ShownError => ({
  kind: 'fields',
  fields: { [field]: { id } },
})

const words = {
  weakPassword: weakPasswordError,
  emailTaken: fieldError('email', 'register.email.taken'),
  tooManyAttempts: pauseError,
  // Registration was closed while this form was open: now it shows the field.
  registrationClosed: fieldError('invitation', 'register.invitation.closed'),
  invalidInvitation: fieldError('invitation', 'register.invitation.wrong'),
}

/**
 * Creates an account. While registration is closed, asks for an invitation. The store shows what
 * follows: the recovery key.
 */
export function Register({ state }: { state: ScreenOf<'register'> }) {
  const text = useText()
  const { register, goToLogIn } = useActions()
  const hasAccounts = useAuth((state) => state.hasAccounts)
  // The sentence stays until the next screen, although the account exists before.
  const [isFirst] = useState(!hasAccounts)
  const needsInvitation = useAuth(({ registration }) => registration === 'closed')
  const invitationCheck = needsInvitation ? invitationRule : anyValue
  const form = useForm(
    {
      invitation: { rule: invitationCheck, blurRule: invitationCheck },
      email: { initial: state.email, rule: emailRule, blurRule: emailRule },
      newPassword: newPasswordSpec,
    },
    { place: 'register', words },
  )
  const { invitation, email, newPassword } = form.values
  const emailField = form.field('email')
  const taken = emailField.error?.id === 'register.email.taken'
  const notice = state.notice ? text('register.import') : undefined
  useLaterNotice(state.notice, notice)
  const send = () =>
    form.submit(() => register({ email, password: newPassword, ...(needsInvitation && { invitation }) }))
  const logIn = (
    <TextLink to="#/login" onFollow={() => goToLogIn(email)}>
      {text('register.haveLink')}
    </TextLink>
  )
  return (
    <Screen
      h1={text('register.h1')}
      focus="first"
      form={form}
      announce={notice}
      notice={notice !== undefined && <Notice>{notice}</Notice>}
    >
      {isFirst && <p>{text('register.owner')}</p>}
      {needsInvitation && <p>{text('register.closed')}</p>}
      <Form form={form} onSubmit={() => void send()}>
        {needsInvitation && (
          <TextField
            field={form.field('invitation')}
            label={text('register.invitation')}
            hint={text('register.invitation.hint')}
            autoComplete="off"
            autoCapitalize="characters"
            mono
          />
        )}
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

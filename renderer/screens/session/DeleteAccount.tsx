import { useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { AccountName } from '../../ui/AccountName'
import { useIsMember } from '../owners-only/use-is-member'
import { pauseError, credentialsError, refusal } from '../../app/error-text'

const words = {
  wrongCredentials: credentialsError('lock.wrong'),
  tooManyAttempts: pauseError,
  lastOwner: refusal('del.lastOwner'),
}

/** Says what is deleted and asks for the password. The next screen reports the deletion. */
export function DeleteAccount({ email, onCancel }: { email: string; onCancel: () => void }) {
  const text = useText()
  const { deleteAccount, showBackUp } = useActions()
  const isMember = useIsMember()
  const password = useRef<HTMLInputElement>(null)
  const form = useForm(
    { password: { rule: notEmpty('login.pw.empty') } },
    { place: 'delete', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  return (
    <Dialog title={text('del.h2')} onCancel={onCancel} initialFocus={password}>
      <p>{text('del.body', { email })}</p>
      {!isMember && (
        <p>
          <Button
            variant="link"
            onClick={() => {
              onCancel()
              showBackUp()
            }}
          >
            {text('del.backup')}
          </Button>
        </p>
      )}
      <Form form={form} onSubmit={() => void form.submit(() => deleteAccount({ password: form.values.password }))}>
        <AccountName email={email} />
        <PasswordField field={form.field('password')} label={text('del.pw')} kind="plain" ref={password} />
        <ButtonRow>
          <Button onClick={onCancel}>{text('del.keep')}</Button>
          <SubmitButton busyText="busy.working" variant="danger" wide={false}>
            {text('del.go')}
          </SubmitButton>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

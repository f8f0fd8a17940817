import { useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { filled } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { AccountName } from '../../ui/AccountName'
import { paused, refusedCredentials } from '../../app/error-text'

const words = { wrongCredentials: refusedCredentials('lock.wrong'), tooManyAttempts: paused }

/** Says what will be gone and asks for the password. Main's greeting afterwards says that it is done. */
export function DeleteAccount({ email, onKeep }: { email: string; onKeep: () => void }) {
  const text = useText()
  const { deleteAccount, showBackUp } = useActions()
  const password = useRef<HTMLInputElement>(null)
  const form = useForm(
    { password: { rule: filled('login.pw.empty') } },
    { place: 'delete', words, refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  return (
    <Dialog title={text('del.h2')} onCancel={onKeep} initialFocus={password}>
      <p>{text('del.body', { email })}</p>
      <p>
        <Button
          variant="link"
          onClick={() => {
            onKeep()
            showBackUp()
          }}
        >
          {text('del.backup')}
        </Button>
      </p>
      <Form form={form} onSubmit={() => void form.submit(() => deleteAccount({ password: form.values.password }))}>
        <AccountName email={email} />
        <PasswordField field={form.field('password')} label={text('del.pw')} kind="plain" ref={password} />
        <ButtonRow>
          <Button onClick={onKeep}>{text('del.keep')}</Button>
          <SubmitButton busyText="busy.working" variant="danger" wide={false}>
            {text('del.go')}
          </SubmitButton>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

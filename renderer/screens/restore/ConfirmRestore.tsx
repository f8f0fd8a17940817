import { useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { anyValue, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { RestorePreview } from './types'
import { pauseError, credentialsError } from '../../app/error-text'

const words = { wrongCredentials: credentialsError('lock.wrong'), tooManyAttempts: pauseError }

/** Shows what the backup holds and replaces. Asks for a password if this computer has accounts. */
export function ConfirmRestore({ preview, onClose }: { preview: RestorePreview; onClose: () => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const { restore } = useActions()
  const cancelButton = useRef<HTMLButtonElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const { id, madeAt, version: v, accounts: n, replaces } = preview
  const needsPassword = replaces !== null && replaces > 0
  const form = useForm(
    { password: { rule: needsPassword ? notEmpty('login.pw.empty') : anyValue } },
    { place: 'restore', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const submit = () => form.submit(() => restore(needsPassword ? { id, password: form.values.password } : { id }))
  return (
    <Dialog title={text('restore.h1')} onCancel={onClose} initialFocus={needsPassword ? password : cancelButton}>
      <p>{text('restore.what', { date: dateTime(madeAt), n, v })}</p>
      {replaces !== 0 && (
        <Notice tone="warn">
          {replaces === null ? text('restore.warnUnread') : text('restore.warn', { n: replaces })}
        </Notice>
      )}
      <Form form={form} onSubmit={() => void submit()}>
        {needsPassword && <PasswordField field={form.field('password')} label={text('del.pw')} ref={password} />}
        <ButtonRow>
          <Button ref={cancelButton} onClick={onClose}>
            {text('restore.keep')}
          </Button>
          <SubmitButton busyText="busy.working" variant="danger" wide={false}>
            {text('restore.go')}
          </SubmitButton>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

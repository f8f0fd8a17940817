import { useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { anything, filled } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { Preview } from './types'
import { paused, refusedCredentials } from '../../app/error-text'

const words = { wrongCredentials: refusedCredentials('lock.wrong'), tooManyAttempts: paused }

/** What is in the backup, what it replaces, and the password where anybody has an account. */
export function ConfirmRestore({ preview, onClose }: { preview: Preview; onClose: () => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const { restore } = useActions()
  const keep = useRef<HTMLButtonElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const { id, madeAt, version: v, accounts: n, replaces } = preview
  const asked = replaces !== null && replaces > 0
  const form = useForm(
    { password: { rule: asked ? filled('login.pw.empty') : anything } },
    { place: 'restore', words, refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const go = () => form.submit(() => restore(asked ? { id, password: form.values.password } : { id }))
  return (
    <Dialog title={text('restore.h1')} onCancel={onClose} initialFocus={asked ? password : keep}>
      <p>{text('restore.what', { date: dateTime(madeAt), n, v })}</p>
      {replaces !== 0 && (
        <Notice tone="warn">
          {replaces === null ? text('restore.warnUnread') : text('restore.warn', { n: replaces })}
        </Notice>
      )}
      <Form form={form} onSubmit={() => void go()}>
        {asked && <PasswordField field={form.field('password')} label={text('del.pw')} ref={password} />}
        <ButtonRow>
          <Button ref={keep} onClick={onClose}>
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

import { useRef } from 'react'
import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { Dialog } from '../../components/Dialog'
import { Form } from '../../components/Form'
import { Notice } from '../../components/Notice'
import { PasswordField } from '../../components/PasswordField'
import { anything, filled } from '../../components/rules'
import { SubmitButton } from '../../components/SubmitButton'
import { useForm } from '../../components/use-form'
import { useFormats } from '../../formats'
import { useText } from '../../intl'
import { useActions } from '../../store-context'
import type { Preview } from '../Restore'

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
    { place: 'restore', refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
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

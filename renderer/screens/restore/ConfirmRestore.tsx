import { useId, useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { ErrorSummary } from '../../forms/ErrorSummary'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordAndCode } from '../../forms/PasswordAndCode'
import { anyValue, notBlank, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useRequiredCode } from '../../forms/use-required-code'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { BackupOwnerFields } from './BackupOwnerFields'
import { Difference } from './Difference'
import type { RestorePreview } from './types'
import { credentialsError, passwordAndCodeErrors, refusal } from '../../app/error-text'

const wordsOfNow = { ...passwordAndCodeErrors, lastOwner: refusal('restore.lastOwner') }
const wordsOfBackup = { ...wordsOfNow, wrongCredentials: credentialsError('login.wrong') }

/**
 * Shows what the backup holds and what it changes. An owner of now confirms it with password and
 * code; without accounts that can be read, an owner in the backup does, with the email too.
 */
export function ConfirmRestore({ preview, onClose }: { preview: RestorePreview; onClose: () => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const { restore } = useActions()
  const first = useRef<HTMLInputElement>(null)
  const [what, changes] = [useId(), useId()]
  const { id, madeAt, version: v, accounts: n, replaces, difference } = preview
  const byOwnerOfNow = replaces !== null && replaces > 0
  const { step, rule: codeRule, updateStep } = useRequiredCode()
  const form = useForm(
    {
      email: { rule: byOwnerOfNow ? anyValue : notBlank('login.email.empty') },
      password: { rule: notEmpty('login.pw.empty') },
      code: { rule: codeRule },
    },
    {
      place: 'restore',
      words: byOwnerOfNow ? wordsOfNow : wordsOfBackup,
      credentialFields: {
        mark: byOwnerOfNow ? ['password'] : ['email', 'password'],
        clear: ['password'],
        focus: 'password',
      },
    },
  )
  const submit = async () => {
    const { email, password, code } = form.values
    const proof = { ...(!byOwnerOfNow && { email }), password, ...(step && { code }) }
    updateStep(await form.submit(() => restore({ id, ...proof })))
  }
  return (
    <Dialog
      title={text('restore.h1')}
      describedBy={difference || !byOwnerOfNow ? `${what} ${changes}` : what}
      onCancel={onClose}
      initialFocus={first}
    >
      {form.summary.length > 0 && <ErrorSummary form={form} />}
      <p id={what}>{text('restore.what', { date: dateTime(madeAt), n, v })}</p>
      {replaces !== 0 && (
        <Notice tone="warn">
          {replaces === null ? text('restore.warnUnread') : text('restore.warn', { n: replaces })}
        </Notice>
      )}
      {difference && <Difference id={changes} difference={difference} madeAt={madeAt} />}
      {!byOwnerOfNow && <p id={changes}>{text('restore.codesVoid')}</p>}
      <Form form={form} onSubmit={() => void submit()}>
        {byOwnerOfNow ? (
          <PasswordAndCode
            password={form.field('password')}
            code={form.field('code')}
            step={step}
            passwordRef={first}
          />
        ) : (
          <BackupOwnerFields
            email={form.field('email')}
            password={form.field('password')}
            code={form.field('code')}
            step={step}
            emailRef={first}
          />
        )}
        <ButtonRow>
          <Button onClick={onClose}>{text('restore.keep')}</Button>
          <SubmitButton busyText="busy.working" variant="danger" wide={false}>
            {text('restore.go')}
          </SubmitButton>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

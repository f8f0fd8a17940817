import { useEffect, useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Notice } from '../../ui/Notice'
import { ErrorSummary } from '../../forms/ErrorSummary'
import { Form } from '../../forms/Form'
import { PasswordAndCode } from '../../forms/PasswordAndCode'
import { notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useRequiredCode } from '../../forms/use-required-code'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { passwordAndCodeErrors, refusal } from '../../app/error-text'

const words = { ...passwordAndCodeErrors, notSealed: refusal('sealed.not') }

/** Says what is deleted and asks for the password. The next screen shows a new recovery key. */
export function StartAfresh({ twoFactor, onCancel }: { twoFactor: boolean; onCancel: () => void }) {
  const text = useText()
  const { startAfresh } = useActions()
  const password = useRef<HTMLInputElement>(null)
  const { step, rule: codeRule, updateStep } = useRequiredCode()
  const form = useForm(
    { password: { rule: notEmpty('login.pw.empty') }, code: { rule: codeRule } },
    { place: 'delete', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  // The code field takes the focus too.
  useEffect(() => password.current?.focus(), [])
  const send = async () => {
    const { password, code } = form.values
    updateStep(await form.submit(() => startAfresh({ password, ...(step && { code }) })))
  }
  return (
    <>
      <Notice tone="warn">
        <p>{text('sealed.afresh.body')}</p>
        {twoFactor && <p>{text('sealed.afresh.twoFactor')}</p>}
      </Notice>
      <Form form={form} onSubmit={() => void send()}>
        {form.summary.length > 0 && <ErrorSummary form={form} />}
        <PasswordAndCode
          password={form.field('password')}
          code={form.field('code')}
          step={step}
          passwordRef={password}
        />
        <ButtonRow>
          <SubmitButton busyText="busy.working" variant="danger" wide={false}>
            {text('sealed.afresh.go')}
          </SubmitButton>
          <Button onClick={onCancel}>{text('shell.cancel')}</Button>
        </ButtonRow>
      </Form>
    </>
  )
}

import { useRef } from 'react'
import { useText, type Message } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { Checkbox, ticked } from '../../forms/Checkbox'
import { Form } from '../../forms/Form'
import { PasswordAndCode } from '../../forms/PasswordAndCode'
import { anyValue, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useRequiredCode } from '../../forms/use-required-code'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { actErrors, perform, type Done, type OwnerAct } from './owner-act'

type ConfirmActProps = {
  act: OwnerAct
  ownEmail: string
  onDone: (done: Done) => void
  /** The account was removed meanwhile. */
  onGone: (id: number) => void
  onCancel: () => void
}

/** Says the consequence of an act and asks the owner for the password and, if required, a code. */
export function ConfirmAct({ act, ownEmail, onDone, onGone, onCancel }: ConfirmActProps) {
  const text = useText()
  const actions = useActions()
  const password = useRef<HTMLInputElement>(null)
  const { step, rule: codeRule, updateStep } = useRequiredCode()
  const form = useForm(
    { turnOff: { rule: anyValue }, password: { rule: notEmpty('login.pw.empty') }, code: { rule: codeRule } },
    {
      place: 'delete',
      words: actErrors,
      credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' },
    },
  )
  const send = async () => {
    const { password, code, turnOff } = form.values
    const confirmation = { password, ...(step && { code }), turnOffTwoFactor: turnOff === ticked }
    const outcome = await form.submit(() => perform(actions, act, confirmation))
    updateStep(outcome)
    if (outcome?.ok) onDone(outcome.value)
    else if (outcome?.error.code === 'accountNotFound' && 'account' in act) onGone(act.account.id)
  }
  return (
    <Dialog title={text(`acc.go.${act.kind}`)} onCancel={onCancel} initialFocus={password}>
      <p>{text(consequenceOf(act, ownEmail))}</p>
      <Form form={form} onSubmit={() => void send()}>
        {act.kind === 'reset' && act.account.twoFactor && (
          <Checkbox field={form.field('turnOff')} label={text('acc.turnOff')} hint={text('acc.turnOff.hint')} />
        )}
        <PasswordAndCode
          password={form.field('password')}
          code={form.field('code')}
          step={step}
          passwordRef={password}
        />
        <ButtonRow>
          <SubmitButton busyText="busy.working" variant={isDangerous(act) ? 'danger' : 'primary'} wide={false}>
            {text(`acc.go.${act.kind}`)}
          </SubmitButton>
          <Button onClick={onCancel}>{text('shell.cancel')}</Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

function consequenceOf(act: OwnerAct, ownEmail: string): Message {
  if (!('account' in act)) return { id: `acc.body.${act.kind}` }
  const { email } = act.account
  const isSelf = email === ownEmail
  if (isSelf && (act.kind === 'makeMember' || act.kind === 'disable')) return { id: `acc.body.${act.kind}.self` }
  return { id: `acc.body.${act.kind}`, values: { email } }
}

const isDangerous = ({ kind }: OwnerAct) => kind === 'remove' || kind === 'disable'

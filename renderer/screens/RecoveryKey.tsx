import { useEffect } from 'react'
import { Button } from '../components/Button'
import { ButtonRow } from '../components/ButtonRow'
import { Checkbox } from '../components/Checkbox'
import { Form } from '../components/Form'
import { filled } from '../components/rules'
import { Screen } from '../components/Screen'
import { StatusLine } from '../components/StatusLine'
import { SubmitButton } from '../components/SubmitButton'
import { useForm } from '../components/use-form'
import { useText, type MessageKey } from '../intl'
import { useActions, useDesktop } from '../store-context'
import type { RecoveryKeyReason, ScreenOf } from '../store/state'
import { KeyBox } from './recovery-key/KeyBox'
import { useKeepKey } from './recovery-key/use-keep-key'
import styles from './RecoveryKey.module.css'

/** Shows the recovery key, this once, and does not let go before the person says that it was saved. */
export function RecoveryKey({ state }: { state: ScreenOf<'recoveryKey'> }) {
  const { email, recoveryKey, reason } = state
  const text = useText()
  const { status, copy, save, print } = useKeepKey({ email, recoveryKey })
  useScreenProtection()

  return (
    <Screen h1={text('key.h1')} announce={text(whyShown[reason])} column="key">
      <div className={styles['lead']}>
        <p className={styles[done.has(reason) ? 'done' : 'why']}>{text(whyShown[reason])}</p>
        <p>{text('key.lead')}</p>
      </div>
      <div className={styles['lead']}>
        <KeyBox email={email} recoveryKey={recoveryKey} onCopy={() => void copy()} />
        <p className={styles['where']}>{text('key.where')}</p>
      </div>
      <div className={styles['keep']}>
        <ButtonRow>
          <Button onClick={() => void copy()}>{text('key.copy')}</Button>
          <Button onClick={() => void save()}>{text('key.save')}</Button>
          <Button onClick={() => void print()}>{text('key.print')}</Button>
        </ButtonRow>
        <StatusLine status={status} />
      </div>
      <ConfirmSaved />
    </Screen>
  )
}

/** Continue: after a reset the store makes no call of it, since nobody is logged in. */
function ConfirmSaved() {
  const text = useText()
  const { confirmRecoveryKey } = useActions()
  const form = useForm({ savedKey: { rule: filled('key.confirmErr') } }, { place: 'start' })
  return (
    <Form form={form} onSubmit={() => void form.submit(() => confirmRecoveryKey())}>
      <Checkbox field={form.field('savedKey')} label={text('key.confirm')} required />
      <SubmitButton busyText="busy.working">{text('key.continue')}</SubmitButton>
    </Form>
  )
}

/** Reasons that are also the end of something the person did. */
const done: ReadonlySet<RecoveryKeyReason> = new Set(['created', 'reset'])

const whyShown: Record<RecoveryKeyReason, MessageKey> = {
  created: 'key.created',
  reset: 'reset.done',
  replaced: 'key.replaced',
  pending: 'key.pending',
}

/** Keeps the window out of screenshots while the key is on it, where the system can. */
function useScreenProtection() {
  const desktop = useDesktop()
  useEffect(() => {
    void desktop.protectScreen({ on: true })
    return () => void desktop.protectScreen({ on: false })
  }, [desktop])
}

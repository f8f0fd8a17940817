import { canonicalRecoveryKey, groupRecoveryKey } from '../../../preload/text'
import { Checkbox } from '../../forms/Checkbox'
import { Form } from '../../forms/Form'
import { SecretExportButtons } from '../../ui/SecretExportButtons'
import { filled } from '../../forms/rules'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { useSecretExport, useScreenProtection } from '../../app/use-secret-export'
import { useForm } from '../../forms/use-form'
import { useText, type MessageKey } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'
import type { RecoveryKeyReason, ScreenOf } from '../../store/state'
import { KeyBox } from './KeyBox'
import styles from './RecoveryKey.module.css'
import { refusedCredentials } from '../../app/error-text'

const words = { invalidRecoveryKey: refusedCredentials('reset.wrong') }

/** Shows the recovery key, this once, and does not let go before the person says that it was saved. */
export function RecoveryKey({ state }: { state: ScreenOf<'recoveryKey'> }) {
  const { email, recoveryKey, reason } = state
  const text = useText()
  const desktop = useDesktop()
  const sheet = { email, recoveryKey: groupRecoveryKey(canonicalRecoveryKey(recoveryKey)) }
  const kept = useSecretExport({
    copy: () => desktop.copyRecoveryKey({ recoveryKey: sheet.recoveryKey }),
    save: () => desktop.saveRecoveryKey(sheet),
    print: () => desktop.printRecoveryKey(sheet),
    copied: 'key.copied',
  })
  useScreenProtection()

  return (
    <Screen h1={text('key.h1')} announce={text(whyShown[reason])} column="key">
      <div className={styles['lead']}>
        <p className={styles[done.has(reason) ? 'done' : 'why']}>{text(whyShown[reason])}</p>
        <p>{text('key.lead')}</p>
      </div>
      <div className={styles['lead']}>
        <KeyBox email={email} recoveryKey={recoveryKey} onCopy={() => void kept.copy()} />
        <p className={styles['where']}>{text('key.where')}</p>
      </div>
      <SecretExportButtons kept={kept} />
      <ConfirmSaved />
    </Screen>
  )
}

/** Continue: after a reset the store makes no call of it, since nobody is logged in. */
function ConfirmSaved() {
  const text = useText()
  const { confirmRecoveryKey } = useActions()
  const form = useForm({ savedKey: { rule: filled('key.confirmErr') } }, { place: 'start', words })
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

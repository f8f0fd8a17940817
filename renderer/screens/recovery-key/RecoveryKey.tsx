import { canonicalRecoveryKey, groupRecoveryKey } from '../../../preload/text'
import { Checkbox } from '../../forms/Checkbox'
import { Form } from '../../forms/Form'
import { SecretExportButtons } from '../../ui/SecretExportButtons'
import { notEmpty } from '../../forms/rules'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { useSecretExport, useScreenProtection } from '../../app/use-secret-export'
import { useForm } from '../../forms/use-form'
import { useText, type MessageKey } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'
import type { RecoveryKeyReason, ScreenOf } from '../../store/state'
import { KeyBox } from './KeyBox'
import styles from './RecoveryKey.module.css'
import { credentialsError } from '../../app/error-text'

const words = { invalidRecoveryKey: credentialsError('reset.wrong') }

/** Shows the recovery key once and stays open until the user confirms that it was saved. */
export function RecoveryKey({ state }: { state: ScreenOf<'recoveryKey'> }) {
  const { email, recoveryKey, reason } = state
  const text = useText()
  const desktop = useDesktop()
  const sheet = { email, recoveryKey: groupRecoveryKey(canonicalRecoveryKey(recoveryKey)) }
  const secretExport = useSecretExport({
    copy: () => desktop.copyRecoveryKey({ recoveryKey: sheet.recoveryKey }),
    save: () => desktop.saveRecoveryKey(sheet),
    print: () => desktop.printRecoveryKey(sheet),
    copied: { hiddenFromHistory: 'key.copied', inHistory: 'key.copied.history' },
  })
  useScreenProtection()

  return (
    <Screen h1={text('key.h1')} announce={text(reasonText[reason])} column="key">
      <div className={styles['lead']}>
        <p className={styles[completedReasons.has(reason) ? 'success' : 'reason']}>{text(reasonText[reason])}</p>
        <p>{text('key.lead')}</p>
      </div>
      <div className={styles['lead']}>
        <KeyBox title={text('key.for', { email })} recoveryKey={recoveryKey} onCopy={() => void secretExport.copy()} />
        <p className={styles['hint']}>{text('key.where')}</p>
      </div>
      <SecretExportButtons secretExport={secretExport} />
      <ConfirmSaved />
    </Screen>
  )
}

/** Confirms the key. After a reset no one is logged in, so the store makes no call. */
function ConfirmSaved() {
  const text = useText()
  const { confirmRecoveryKey } = useActions()
  const form = useForm({ savedKey: { rule: notEmpty('key.confirmErr') } }, { place: 'start', words })
  return (
    <Form form={form} onSubmit={() => void form.submit(() => confirmRecoveryKey())}>
      <Checkbox field={form.field('savedKey')} label={text('key.confirm')} required />
      <SubmitButton busyText="busy.working">{text('key.continue')}</SubmitButton>
    </Form>
  )
}

/** Reasons that also report the success of what the user did. */
const completedReasons: ReadonlySet<RecoveryKeyReason> = new Set(['created', 'reset'])

const reasonText: Record<RecoveryKeyReason, MessageKey> = {
  created: 'key.created',
  reset: 'reset.done',
  replaced: 'key.replaced',
  pending: 'key.pending',
}

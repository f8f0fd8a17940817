import { useId } from 'react'
import { groupBackupCode } from '../../../preload/text'
import { Checkbox } from '../../forms/Checkbox'
import { Form } from '../../forms/Form'
import { SecretExportButtons } from '../../ui/SecretExportButtons'
import { notEmpty } from '../../forms/rules'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useSecretExport, useScreenProtection } from '../../app/use-secret-export'
import { useText } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import styles from './BackupCodes.module.css'

/** Shows the backup codes once and stays open until the user confirms that they were saved. */
export function BackupCodes({ state }: { state: ScreenOf<'backupCodes'> }) {
  const { email, reason } = state
  const text = useText()
  const label = useId()
  const desktop = useDesktop()
  const backupCodes = state.backupCodes.map(groupBackupCode)
  const secretExport = useSecretExport({
    copy: () => desktop.copyBackupCodes({ backupCodes }),
    save: () => desktop.saveBackupCodes({ email, backupCodes }),
    print: () => desktop.printBackupCodes({ email, backupCodes }),
    copied: { hiddenFromHistory: 'codes.copied', inHistory: 'codes.copied.history' },
  })
  const reasonText = text(reason === 'on' ? 'codes.on' : 'codes.renewed')
  useScreenProtection()
  return (
    <Screen h1={text('codes.h1')} announce={reasonText} column="key">
      <div className={styles['lead']}>
        <p className={styles['reason']}>{reasonText}</p>
        <p>{text('codes.lead')}</p>
      </div>
      <div>
        <p id={label} className={styles['label']}>
          {text('codes.for', { email })}
        </p>
        <ol aria-labelledby={label} translate="no" className={styles['codes']}>
          {backupCodes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <p className={styles['hint']}>{text('codes.where')}</p>
      </div>
      <SecretExportButtons secretExport={secretExport} />
      <ConfirmSaved />
    </Screen>
  )
}

function ConfirmSaved() {
  const text = useText()
  const { leaveBackupCodes } = useActions()
  const form = useForm({ savedCodes: { rule: notEmpty('codes.confirmErr') } }, { place: 'start' })
  return (
    <Form form={form} onSubmit={() => void form.submit(() => leaveBackupCodes())}>
      <Checkbox field={form.field('savedCodes')} label={text('codes.confirm')} required />
      <SubmitButton busyText="busy.working">{text('key.continue')}</SubmitButton>
    </Form>
  )
}

import { useText } from '../app/intl'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import styles from './SecretExportButtons.module.css'
import { StatusLine } from './StatusLine'
import type { useSecretExport } from '../app/use-secret-export'

/** Buttons to copy, save and print a secret, and the result of the last of them. */
export function SecretExportButtons({ secretExport }: { secretExport: ReturnType<typeof useSecretExport> }) {
  const text = useText()
  return (
    <div className={styles['export']}>
      <ButtonRow>
        <Button onClick={() => void secretExport.copy()}>{text('key.copy')}</Button>
        <Button onClick={() => void secretExport.save()}>{text('key.save')}</Button>
        <Button onClick={() => void secretExport.print()}>{text('key.print')}</Button>
      </ButtonRow>
      <StatusLine status={secretExport.status} />
    </div>
  )
}

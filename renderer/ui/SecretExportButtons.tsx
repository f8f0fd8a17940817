import { useText } from '../app/intl'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import styles from './SecretExportButtons.module.css'
import { StatusLine } from './StatusLine'
import type { useSecretExport } from '../app/use-secret-export'

/** Copy, save, print, and how the last of them ended. */
export function SecretExportButtons({ kept }: { kept: ReturnType<typeof useSecretExport> }) {
  const text = useText()
  return (
    <div className={styles['keep']}>
      <ButtonRow>
        <Button onClick={() => void kept.copy()}>{text('key.copy')}</Button>
        <Button onClick={() => void kept.save()}>{text('key.save')}</Button>
        <Button onClick={() => void kept.print()}>{text('key.print')}</Button>
      </ButtonRow>
      <StatusLine status={kept.status} />
    </div>
  )
}

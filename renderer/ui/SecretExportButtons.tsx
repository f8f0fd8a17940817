import type { ReactNode } from 'react'
import { useText } from '../app/intl'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import styles from './SecretExportButtons.module.css'
import { StatusLine } from './StatusLine'
import type { useSecretExport } from '../app/use-secret-export'

type SecretExportButtonsProps = {
  secretExport: ReturnType<typeof useSecretExport>
  /** Another button of the same row. */
  children?: ReactNode
}

/** Buttons to copy, save and print a secret, and the result of the last of them. */
export function SecretExportButtons({ secretExport, children }: SecretExportButtonsProps) {
  const text = useText()
  const { copy, save, print } = secretExport
  return (
    <div className={styles['export']}>
      <ButtonRow>
        <Button onClick={() => void copy()}>{text('key.copy')}</Button>
        <Button onClick={() => void save()}>{text('key.save')}</Button>
        <Button onClick={() => void print()}>{text('key.print')}</Button>
        {children}
      </ButtonRow>
      <StatusLine status={secretExport.status} />
    </div>
  )
}

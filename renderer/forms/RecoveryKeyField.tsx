import type { ReactNode } from 'react'
import type { DesktopOutput } from '../../preload/desktop'
import { useText } from '../app/intl'
import { useDesktop } from '../app/store-context'
import { Button } from '../ui/Button'
import styles from './RecoveryKeyField.module.css'
import { TextField } from './TextField'
import type { Field, FormHandle } from './use-form'

type RecoveryKeyFieldProps = {
  form: Pick<FormHandle<string>, 'stage' | 'showError'>
  field: Field
  label: string
  hint: string
  /** A saved recovery key file was read. */
  onOpened: (file: NonNullable<DesktopOutput<'openRecoveryKey'>>) => void
  below?: ReactNode
  autoFocus?: boolean
}

/** A field for a recovery key, which can also be read from the file it was saved in. */
export function RecoveryKeyField({ form, field, label, hint, onOpened, below, ...rest }: RecoveryKeyFieldProps) {
  const text = useText()
  const desktop = useDesktop()
  const openFile = async () => {
    if (form.stage !== 'idle') return
    const opened = await desktop.openRecoveryKey()
    if (!opened.ok) form.showError(opened.error)
    else if (opened.value) onOpened(opened.value)
  }
  return (
    <TextField
      field={field}
      label={label}
      hint={hint}
      autoComplete="off"
      autoCapitalize="characters"
      mono
      below={
        <>
          <Button className={styles['openFile']} onClick={() => void openFile()}>
            {text('reset.key.open')}
          </Button>
          {below}
        </>
      }
      {...rest}
    />
  )
}

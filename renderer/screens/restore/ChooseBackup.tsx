import { useRef } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { DesktopInput } from '../../../preload/desktop'
import { AlertBlock } from '../../ui/AlertBlock'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { useBusy } from '../../forms/use-busy'
import { sharedErrorText, type SharedError } from '../../app/error-text'
import { useText } from '../../app/intl'
import { AutomaticBackups } from './AutomaticBackups'

type ChooseBackupProps = {
  /** Why the last backup could not be used. */
  error: ErrorOf<SharedError> | null
  onChoose: (input: DesktopInput<'previewRestore'>) => Promise<unknown>
  onClose: () => void
}

/** Offers a backup file of the user's choice and the automatic backups. */
export function ChooseBackup({ error, onChoose, onClose }: ChooseBackupProps) {
  const text = useText()
  const choose = useRef<HTMLButtonElement>(null)
  const { stage, run } = useBusy()
  const shown = error && sharedErrorText(error, 'restore')
  return (
    <Dialog title={text('restore.h1')} onCancel={onClose} initialFocus={choose}>
      {shown?.kind === 'failed' && (
        <AlertBlock detail={shown.detail && text(shown.detail)}>{text(shown.message)}</AlertBlock>
      )}
      <p>{text('restore.lead')}</p>
      <ButtonRow>
        <Button ref={choose} variant="primary" busy={stage !== 'idle'} onClick={() => void run(() => onChoose({}))}>
          {text('restore.choose')}
        </Button>
        <Button onClick={onClose}>{text('shell.cancel')}</Button>
      </ButtonRow>
      <AutomaticBackups onChoose={(id) => void run(() => onChoose({ id }))} />
    </Dialog>
  )
}

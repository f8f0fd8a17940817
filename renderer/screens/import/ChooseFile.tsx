import { useRef } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import { AlertBlock } from '../../ui/AlertBlock'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { useBusy } from '../../forms/use-busy'
import { sharedErrorText, type SharedError } from '../../app/error-text'
import { useText } from '../../app/intl'

type ChooseFileProps = {
  /** Why the last file could not be used. */
  error: ErrorOf<SharedError> | null
  onChoose: () => Promise<void>
  onClose: () => void
}

/** Asks for the file with the accounts to import. */
export function ChooseFile({ error, onChoose, onClose }: ChooseFileProps) {
  const text = useText()
  const choose = useRef<HTMLButtonElement>(null)
  const { stage, run } = useBusy()
  const shown = error && sharedErrorText(error, 'import')
  return (
    <Dialog title={text('import.h1')} onCancel={onClose} initialFocus={choose}>
      {shown?.kind === 'failed' && (
        <AlertBlock detail={shown.detail && text(shown.detail)}>{text(shown.message)}</AlertBlock>
      )}
      <p>{text('import.lead')}</p>
      <ButtonRow>
        <Button
          ref={choose}
          variant="primary"
          busy={stage !== 'idle'}
          busyText={stage === 'idle' || stage === 'pressed' ? undefined : text('busy.working')}
          onClick={() => void run(onChoose)}
        >
          {text('import.choose')}
        </Button>
        <Button onClick={onClose}>{text('shell.cancel')}</Button>
      </ButtonRow>
    </Dialog>
  )
}

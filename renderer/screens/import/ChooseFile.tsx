import { useRef } from 'react'
import type { AuthError } from '../../../preload/contract'
import { AlertBlock } from '../../components/AlertBlock'
import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { Dialog } from '../../components/Dialog'
import { useBusy } from '../../components/use-busy'
import { errorText } from '../../error-text'
import { useText } from '../../intl'

type ChooseFileProps = {
  /** Why the last one could not be used. */
  error: AuthError | null
  onChoose: () => Promise<void>
  onClose: () => void
}

/** Asks for the file of another copy. */
export function ChooseFile({ error, onChoose, onClose }: ChooseFileProps) {
  const text = useText()
  const choose = useRef<HTMLButtonElement>(null)
  const { stage, run } = useBusy()
  const shown = error && errorText(error, 'import')
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

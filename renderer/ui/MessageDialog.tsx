import { useId, useRef, type ReactNode } from 'react'
import { useText } from '../app/intl'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import { Dialog } from './Dialog'

type MessageDialogProps = { title: string; children: ReactNode; onClose: () => void }

/** A message that the person can only close. Screen readers read it when it opens. */
export function MessageDialog({ title, children, onClose }: MessageDialogProps) {
  const text = useText()
  const description = useId()
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={title} describedBy={description} onCancel={onClose} initialFocus={close}>
      <div id={description}>{children}</div>
      <ButtonRow>
        <Button ref={close} variant="primary" onClick={onClose}>
          {text('shell.close')}
        </Button>
      </ButtonRow>
    </Dialog>
  )
}

import { useId, useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { useText, type MessageKey } from '../../app/intl'

type OwnersOnlyProps = { title: MessageKey; message: MessageKey; onClose: () => void }

/** Tells a member that only owners can do what the menu bar offers to everybody. */
export function OwnersOnly({ title, message, onClose }: OwnersOnlyProps) {
  const text = useText()
  const description = useId()
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={text(title)} describedBy={description} onCancel={onClose} initialFocus={close}>
      <p id={description}>{text(message)}</p>
      <ButtonRow>
        <Button ref={close} variant="primary" onClick={onClose}>
          {text('shell.close')}
        </Button>
      </ButtonRow>
    </Dialog>
  )
}

import { useEffect, useId, useRef } from 'react'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { firstEmptyField } from '../../ui/Screen'
import { useText } from '../../app/intl'

/** Says over Log in that the restore has left old files, then leads to the first field. */
export function OldFilesKept({ onClose }: { onClose: () => void }) {
  const text = useText()
  const description = useId()
  const close = useRef<HTMLButtonElement>(null)
  // While the dialog was open, Log in could not take the focus.
  useEffect(() => () => firstEmptyField(document)?.focus(), [])
  return (
    <Dialog title={text('restore.h1')} describedBy={description} onCancel={onClose} initialFocus={close}>
      <div id={description}>
        <p>{text('login.note.restored')}</p>
        <p>{text('restore.oldFiles')}</p>
      </div>
      <ButtonRow>
        <Button ref={close} variant="primary" onClick={onClose}>
          {text('shell.close')}
        </Button>
      </ButtonRow>
    </Dialog>
  )
}

import { useEffect } from 'react'
import { MessageDialog } from '../../ui/MessageDialog'
import { firstEmptyField } from '../../ui/Screen'
import { useText } from '../../app/intl'

/** Says over Log in that the restore has left old files, then leads to the first field. */
export function OldFilesKept({ onClose }: { onClose: () => void }) {
  const text = useText()
  // While the dialog was open, Log in could not take the focus.
  useEffect(() => () => firstEmptyField(document)?.focus(), [])
  return (
    <MessageDialog title={text('restore.h1')} onClose={onClose}>
      <p>{text('login.note.restored')}</p>
      <p>{text('restore.oldFiles')}</p>
    </MessageDialog>
  )
}

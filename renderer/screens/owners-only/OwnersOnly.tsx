import { MessageDialog } from '../../ui/MessageDialog'
import { useText, type MessageKey } from '../../app/intl'

type OwnersOnlyProps = { title: MessageKey; message: MessageKey; onClose: () => void }

/** Tells a member that only owners can do what the menu bar shows to everyone. */
export function OwnersOnly({ title, message, onClose }: OwnersOnlyProps) {
  const text = useText()
  return (
    <MessageDialog title={text(title)} onClose={onClose}>
      <p>{text(message)}</p>
    </MessageDialog>
  )
}

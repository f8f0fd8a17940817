import en from '../../../copy/restore.en.json'
import fr from '../../../copy/restore.fr.json'
import { MoreMessages } from '../../app/intl'
import { Restore } from './Restore'

const messages = { en, fr }

/** The dialog with its words, which nothing else needs: both load together. */
export function RestoreWithWords({ onClose }: { onClose: () => void }) {
  return (
    <MoreMessages messages={messages}>
      <Restore onClose={onClose} />
    </MoreMessages>
  )
}

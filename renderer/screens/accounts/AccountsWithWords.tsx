import type { Profile } from '../../../preload/contract'
import en from '../../../copy/accounts.en.json'
import fr from '../../../copy/accounts.fr.json'
import { MoreMessages } from '../../app/intl'
import { Accounts } from './Accounts'

const messages = { en, fr }

/** The page with its words, which no other page needs: both load together. */
export function AccountsWithWords({ profile }: { profile: Profile }) {
  return (
    <MoreMessages messages={messages}>
      <Accounts profile={profile} />
    </MoreMessages>
  )
}

import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { Profile } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { useText, type Message } from '../../app/intl'
import { headingId, Screen } from '../../ui/Screen'
import { AccountsCard } from './AccountsCard'
import { AuditCard } from './AuditCard'
import { BackupCard } from './BackupCard'
import { CodesCard } from './CodesCard'
import { ConfirmAct } from './ConfirmAct'
import { IssuedCodeDialog } from './IssuedCodeDialog'
import { accountAfter, type Done, type OwnerAct } from './owner-act'
import { RegistrationCard } from './RegistrationCard'
import { useAccounts } from './use-accounts'

/** The page for owners: the accounts, who may register, codes, backups, and what happened. */
export function Accounts({ profile }: { profile: Profile }) {
  const text = useText()
  const announce = useAnnounce()
  const accounts = useAccounts()
  const [act, setAct] = useState<OwnerAct | null>(null)
  const [issued, setIssued] = useState<{ act: OwnerAct; code: NonNullable<Done> } | null>(null)
  const [lastDone, setLastDone] = useState<Message | null>(null)
  /** Each act can change the codes, and the history. */
  const [actsDone, setActsDone] = useState(0)

  // The row or the button that opened the dialog may be gone.
  const close = (act: OwnerAct) => {
    flushSync(() => {
      setAct(null)
      setIssued(null)
    })
    if (act.kind === 'revoke' || document.activeElement === document.body) document.getElementById(headingId)?.focus()
  }

  const handleDone = (act: OwnerAct, done: Done) => {
    setActsDone((count) => count + 1)
    if (done) {
      setAct(null)
      setIssued({ act, code: done })
      return
    }
    if ('account' in act) accounts.replace(act.account.id, accountAfter(act.kind, act.account))
    close(act)
    const message = doneMessage(act)
    if ('account' in act) setLastDone(message)
    if (message) announce.polite(text(message))
  }

  const handleChoose = (act: OwnerAct) => {
    setLastDone(null)
    setAct(act)
  }

  return (
    <Screen h1={text('acc.h1')} column="page">
      <AccountsCard accounts={accounts} ownEmail={profile.email} lastDone={lastDone} onChoose={handleChoose} />
      <RegistrationCard onChoose={handleChoose} />
      <CodesCard version={actsDone} onChoose={handleChoose} />
      <BackupCard />
      <AuditCard version={actsDone} />
      {act && (
        <ConfirmAct
          act={act}
          ownEmail={profile.email}
          onDone={(done) => handleDone(act, done)}
          onGone={(id) => accounts.replace(id, null)}
          onCancel={() => close(act)}
        />
      )}
      {issued && <IssuedCodeDialog {...issued} onClose={() => close(issued.act)} />}
    </Screen>
  )
}

/** Null for an issued code, which its own dialog shows. */
function doneMessage(act: OwnerAct): Message | null {
  if (act.kind === 'reset' || act.kind === 'invite') return null
  return { id: `acc.done.${act.kind}`, values: { email: 'account' in act ? act.account.email : '' } }
}

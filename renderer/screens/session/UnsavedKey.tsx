import { useState } from 'react'
import type { Profile } from '../../../preload/contract'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { useText } from '../../intl'
import { RenewKey } from './RenewKey'

/** Nobody has said that the recovery key was saved: until then it is asked for on every visit. */
export function UnsavedKey({ profile }: { profile: Profile }) {
  const text = useText()
  const [asking, setAsking] = useState(false)
  if (profile.recoveryKey.confirmed) return null
  return (
    <Notice
      tone="warn"
      title={text('key.unsaved')}
      actions={!asking && <Button onClick={() => setAsking(true)}>{text('key.unsaved.action')}</Button>}
    >
      {text('key.lead')}
      {asking && <RenewKey email={profile.email} onCancel={() => setAsking(false)} />}
    </Notice>
  )
}

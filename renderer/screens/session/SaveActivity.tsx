import { useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { StatusLine, type Status } from '../../ui/StatusLine'
import { useBusy } from '../../forms/use-busy'
import { leavesPage, fileReason } from '../../app/error-text'
import { useText } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'

/** Saves the whole activity as a file. Main writes it where the user chooses. */
export function SaveActivity() {
  const text = useText()
  const announce = useAnnounce()
  const desktop = useDesktop()
  const { profile } = useActions()
  const { stage, run } = useBusy()
  const [status, setStatus] = useState<Status>(null)

  const save = async () => {
    const saved = await run(() => desktop.saveActivity())
    if (!saved || (saved.ok && saved.value === null)) return
    // The session ended while the dialog was open: this shows what has taken its place.
    if (!saved.ok && leavesPage(saved.error)) return void profile()
    const shown = saved.ok
      ? { ok: true, message: { id: 'act.saved', values: { path: saved.value?.path ?? '' } } as const }
      : { ok: false, message: { id: 'key.saveFailed', values: { reason: text(fileReason(saved.error)) } } as const }
    setStatus(shown)
    announce[shown.ok ? 'polite' : 'assertive'](text(shown.message))
  }

  return (
    <>
      <Button busy={stage !== 'idle'} onClick={() => void save()}>
        {text('act.csv')}
      </Button>
      <StatusLine status={status} />
    </>
  )
}

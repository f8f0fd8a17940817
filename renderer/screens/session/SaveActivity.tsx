import { useState } from 'react'
import { useAnnounce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { StatusLine, type Status } from '../../components/StatusLine'
import { useBusy } from '../../components/use-busy'
import { fileReason } from '../../error-text'
import { useText } from '../../intl'
import { useDesktop } from '../../store-context'

/** Takes the whole list along as a file, which main writes where the person chooses. */
export function SaveActivity() {
  const text = useText()
  const announce = useAnnounce()
  const desktop = useDesktop()
  const { stage, run } = useBusy()
  const [status, setStatus] = useState<Status>(null)

  const save = async () => {
    const saved = await run(() => desktop.saveActivity())
    if (!saved || (saved.ok && saved.value === null)) return
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

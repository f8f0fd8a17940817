import { useEffect, useEffectEvent, useState } from 'react'
import type { AuthError } from '../../../preload/contract'
import { useAnnounce } from '../../components/Announcer'
import type { Status } from '../../components/StatusLine'
import { errorText, fileReason } from '../../error-text'
import { useText, type Message } from '../../intl'
import { useDesktop } from '../../store-context'
import { dashed } from './spelling'

type KeySheet = { email: string; recoveryKey: string }

/** The three ways to get the key off this screen, and how the last of them ended. Everything is also announced. */
export function useKeepKey({ email, recoveryKey }: KeySheet) {
  const desktop = useDesktop()
  const text = useText()
  const announce = useAnnounce()
  const [status, setStatus] = useState<Status>(null)
  const sheet = { email, recoveryKey: dashed(recoveryKey) }

  const done = (message: Message) => {
    setStatus({ ok: true, message })
    announce.polite(text(message))
  }
  const failed = (message: Message) => {
    setStatus({ ok: false, message })
    announce.assertive(text(message))
  }

  const onCleared = useEffectEvent(() => done({ id: 'key.cleared' }))
  useEffect(() => desktop.onClipboardCleared(() => onCleared()), [desktop])

  return {
    status,
    copy: async () => {
      const copied = await desktop.copyRecoveryKey({ recoveryKey: sheet.recoveryKey })
      if (copied.ok) done({ id: 'key.copied', values: { s: copied.value.clearedAfterSeconds } })
      else failed(inOneLine(copied.error))
    },
    save: async () => {
      const saved = await desktop.saveRecoveryKey(sheet)
      if (!saved.ok) failed({ id: 'key.saveFailed', values: { reason: text(fileReason(saved.error)) } })
      else if (saved.value) done({ id: 'key.saved', values: { path: saved.value.path } })
    },
    print: async () => {
      const printed = await desktop.printRecoveryKey(sheet)
      if (!printed.ok) failed(inOneLine(printed.error))
      else if (printed.value) done({ id: 'key.printed' })
    },
  }
}

function inOneLine(error: AuthError): Message {
  const shown = errorText(error, 'start')
  return shown.kind === 'failed' ? shown.message : { id: 'store.internal' }
}

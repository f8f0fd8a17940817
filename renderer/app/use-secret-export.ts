import { useEffect, useEffectEvent, useState } from 'react'
import type { ErrorOf, Outcome } from '../../preload/errors'
import { sharedErrorText, fileReason, type SharedError } from './error-text'
import { useText, type Message, type MessageKey } from './intl'
import { useDesktop } from './store-context'
import { useAnnounce } from '../a11y/Announcer'
import type { Status } from '../ui/StatusLine'

/** What the system can do with a secret that is shown once. */
export type SecretExport = {
  copy: () => Promise<Outcome<{ clearedAfterSeconds: number }, SharedError>>
  save: () => Promise<Outcome<{ path: string } | null, SharedError>>
  print: () => Promise<Outcome<{ printed: true } | null, SharedError>>
  copied: MessageKey
}

/** The three ways to get it off this screen, and how the last of them ended. Everything is also announced. */
export function useSecretExport(keep: SecretExport) {
  const desktop = useDesktop()
  const text = useText()
  const announce = useAnnounce()
  const [status, setStatus] = useState<Status>(null)

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
      const copied = await keep.copy()
      if (copied.ok) done({ id: keep.copied, values: { s: copied.value.clearedAfterSeconds } })
      else failed(inOneLine(copied.error))
    },
    save: async () => {
      const saved = await keep.save()
      if (!saved.ok) failed({ id: 'key.saveFailed', values: { reason: text(fileReason(saved.error)) } })
      else if (saved.value) done({ id: 'key.saved', values: { path: saved.value.path } })
    },
    print: async () => {
      const printed = await keep.print()
      if (!printed.ok) failed(inOneLine(printed.error))
      else if (printed.value) done({ id: 'key.printed' })
    },
  }
}

/** Keeps the window out of screenshots while a secret is on it, where the system can. */
export function useScreenProtection() {
  const desktop = useDesktop()
  useEffect(() => {
    void desktop.protectScreen({ on: true })
    return () => void desktop.protectScreen({ on: false })
  }, [desktop])
}

function inOneLine(error: ErrorOf<SharedError>): Message {
  const shown = sharedErrorText(error, 'start')
  return shown.kind === 'failed' ? shown.message : { id: 'store.internal' }
}

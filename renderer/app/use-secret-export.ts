import { useEffect, useEffectEvent, useState } from 'react'
import type { ErrorOf, Outcome } from '../../preload/errors'
import { leavesPage, sharedErrorText, fileReason, type SharedError } from './error-text'
import { useText, type Message, type MessageKey } from './intl'
import { useActions, useDesktop } from './store-context'
import { useAnnounce } from '../a11y/Announcer'
import type { Status } from '../ui/StatusLine'

/** The calls that export a secret that is shown once. */
export type SecretExport = {
  copy: () => Promise<Outcome<{ clearedAfterSeconds: number; hiddenFromHistory: boolean }, SharedError>>
  save: () => Promise<Outcome<{ path: string } | null, SharedError>>
  print: () => Promise<Outcome<{ printed: true } | null, SharedError>>
  copied: { hiddenFromHistory: MessageKey; inHistory: MessageKey }
}

/** Copies, saves or prints a secret. The result goes to `status` and to the announcer. */
export function useSecretExport(actions: SecretExport) {
  const desktop = useDesktop()
  const text = useText()
  const announce = useAnnounce()
  const [status, setStatus] = useState<Status>(null)

  const succeed = (message: Message) => {
    setStatus({ ok: true, message })
    announce.polite(text(message))
  }
  const fail = (message: Message) => {
    setStatus({ ok: false, message })
    announce.assertive(text(message))
  }

  const onCleared = useEffectEvent(() => succeed({ id: 'key.cleared' }))
  useEffect(() => desktop.onClipboardCleared(() => onCleared()), [desktop])

  const { profile } = useActions()
  return {
    status,
    copy: async () => {
      const copied = await actions.copy()
      if (!copied.ok) {
        fail(inOneLine(copied.error))
        return
      }
      const { clearedAfterSeconds, hiddenFromHistory } = copied.value
      const id = hiddenFromHistory ? actions.copied.hiddenFromHistory : actions.copied.inHistory
      succeed({ id, values: { s: clearedAfterSeconds } })
    },
    save: async () => {
      const saved = await actions.save()
      if (!saved.ok && leavesPage(saved.error)) void profile()
      else if (!saved.ok) fail({ id: 'key.saveFailed', values: { reason: text(fileReason(saved.error)) } })
      else if (saved.value) succeed({ id: 'key.saved', values: { path: saved.value.path } })
    },
    print: async () => {
      const printed = await actions.print()
      if (!printed.ok && leavesPage(printed.error)) void profile()
      else if (!printed.ok) fail(inOneLine(printed.error))
      else if (printed.value) succeed({ id: 'key.printed' })
    },
  }
}

/** Keeps the window out of screenshots while it shows a secret, where the system supports that. */
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

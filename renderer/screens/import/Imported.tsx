import { useEffect, useRef } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import type { ImportResult } from './types'

/** Shows the result of the import and what remains to be done. */
export function Imported({ result, onClose }: { result: ImportResult; onClose: () => void }) {
  const text = useText()
  const { polite } = useAnnounce()
  const close = useRef<HTMLButtonElement>(null)
  const { imported: n, skipped: k, keysSavedIn } = result
  const message = text('import.done', { n, k })
  useEffect(() => polite(message), [polite, message])
  return (
    <Dialog title={text('import.h1')} onCancel={onClose} initialFocus={close}>
      <Notice tone="success">{message}</Notice>
      {keysSavedIn !== undefined && (
        <p>
          {text('import.keys.folder', { path: keysSavedIn })} {text('import.keys.body')}
        </p>
      )}
      <p>{text('import.old')}</p>
      <ButtonRow>
        <Button ref={close} variant="primary" onClick={onClose}>
          {text('shell.close')}
        </Button>
      </ButtonRow>
    </Dialog>
  )
}

import { useEffect, useRef } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import type { ImportResult } from './types'

/** What became of them, and what is left to do. */
export function Imported({ result, onClose }: { result: ImportResult; onClose: () => void }) {
  const text = useText()
  const { polite } = useAnnounce()
  const close = useRef<HTMLButtonElement>(null)
  const { imported: n, skipped: k, keysSavedIn } = result
  const done = text('import.done', { n, k })
  useEffect(() => polite(done), [polite, done])
  return (
    <Dialog title={text('import.h1')} onCancel={onClose} initialFocus={close}>
      <Notice tone="success">{done}</Notice>
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

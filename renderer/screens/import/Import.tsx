import { useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import { useActions } from '../../app/store-context'
import { OwnersOnly } from '../owners-only/OwnersOnly'
import { useIsMember } from '../owners-only/use-is-member'
import { ChooseFile } from './ChooseFile'
import { ConfirmImport } from './ConfirmImport'
import { Imported } from './Imported'
import type { ImportPreview, ImportResult } from './types'

type Step =
  | { name: 'choose'; error: ErrorOf<SharedError> | null }
  | { name: 'confirm'; preview: ImportPreview }
  | { name: 'done'; result: ImportResult }

/** Imports accounts, if an owner asks. */
export function Import({ onClose }: { onClose: () => void }) {
  if (useIsMember()) return <OwnersOnly title="import.h1" message="import.owner" onClose={onClose} />
  return <ImportSteps onClose={onClose} />
}

/** The steps of an import: choose a file, confirm the preview, see the result. */
function ImportSteps({ onClose }: { onClose: () => void }) {
  const { previewImport } = useActions()
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })

  const choose = async () => {
    const outcome = await previewImport()
    if (!outcome.ok) setStep({ name: 'choose', error: outcome.error })
    else if (outcome.value) setStep({ name: 'confirm', preview: outcome.value })
  }

  switch (step.name) {
    case 'choose':
      return <ChooseFile error={step.error} onChoose={choose} onClose={onClose} />
    case 'confirm':
      return (
        <ConfirmImport
          preview={step.preview}
          onDone={(result) => setStep({ name: 'done', result })}
          onPreviewExpired={(error) => setStep({ name: 'choose', error })}
          onClose={onClose}
        />
      )
    case 'done':
      return <Imported result={step.result} onClose={onClose} />
  }
}

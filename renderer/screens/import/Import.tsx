import { useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import { useActions } from '../../app/store-context'
import { ChooseFile } from './ChooseFile'
import { ConfirmImport } from './ConfirmImport'
import { Imported } from './Imported'
import type { ImportPreview, ImportResult } from './types'

type Step =
  | { name: 'choose'; error: ErrorOf<SharedError> | null }
  | { name: 'confirm'; preview: ImportPreview }
  | { name: 'done'; result: ImportResult }

/** From a file that is chosen, over what would become of each account, to what became of them. */
export function Import({ onClose }: { onClose: () => void }) {
  const { previewImport, goToLogIn } = useActions()
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })

  const choose = async () => {
    const seen = await previewImport()
    if (!seen.ok) setStep({ name: 'choose', error: seen.error })
    else if (seen.value) setStep({ name: 'confirm', preview: seen.value })
  }
  const leave = () => {
    onClose()
    // From Welcome, where until now nobody had an account; anywhere else it changes nothing.
    goToLogIn()
  }

  switch (step.name) {
    case 'choose':
      return <ChooseFile error={step.error} onChoose={choose} onClose={onClose} />
    case 'confirm':
      return (
        <ConfirmImport
          preview={step.preview}
          onDone={(result) => setStep({ name: 'done', result })}
          onLost={(error) => setStep({ name: 'choose', error })}
          onClose={onClose}
        />
      )
    case 'done':
      return <Imported result={step.result} onClose={leave} />
  }
}

import { useEffect, useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import type { DesktopInput } from '../../../preload/desktop'
import { useActions, useAuth } from '../../app/store-context'
import { BackupPassphrase } from './BackupPassphrase'
import { ChooseBackup } from './ChooseBackup'
import { ConfirmRestore } from './ConfirmRestore'
import type { Preview } from './types'

type Step =
  | { name: 'choose'; error: ErrorOf<SharedError> | null }
  | { name: 'passphrase' }
  | { name: 'confirm'; preview: Preview }

/** From a backup that is chosen, over what is in it, to the deed. */
export function Restore({ onClose }: { onClose: () => void }) {
  const { previewRestore } = useActions()
  const from = useAuth(({ restoreFrom }) => restoreFrom)
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })

  const preview = async (input: DesktopInput<'previewRestore'>) => {
    const seen = await previewRestore(input)
    if (seen.ok && seen.value) setStep({ name: 'confirm', preview: seen.value })
    else if (!seen.ok && asksForPassphrase(seen.error)) setStep({ name: 'passphrase' })
    else if (!seen.ok && input.passphrase === undefined) setStep({ name: 'choose', error: seen.error })
    return seen
  }
  // Chosen on the screen below already.
  useEffect(() => {
    if (from !== null)
      void previewRestore({ id: from }).then((seen) => {
        if (seen.ok && seen.value) setStep({ name: 'confirm', preview: seen.value })
        else if (!seen.ok) setStep({ name: 'choose', error: seen.error })
      })
  }, [from, previewRestore])

  switch (step.name) {
    case 'choose':
      return <ChooseBackup error={step.error} onChoose={preview} onClose={onClose} />
    case 'passphrase':
      return <BackupPassphrase onOpen={(passphrase) => preview({ passphrase })} onClose={onClose} />
    case 'confirm':
      return <ConfirmRestore preview={step.preview} onClose={onClose} />
  }
}

function asksForPassphrase(error: ErrorOf<SharedError>): boolean {
  return error.code === 'invalidInput' && error.fields['passphrase'] === 'required'
}

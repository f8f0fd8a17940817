import { useEffect, useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import type { DesktopInput } from '../../../preload/desktop'
import { useActions, useAuth } from '../../app/store-context'
import { OwnersOnly } from '../owners-only/OwnersOnly'
import { useIsMember } from '../owners-only/use-is-member'
import { BackupPassphrase } from './BackupPassphrase'
import { ChooseBackup } from './ChooseBackup'
import { ConfirmRestore } from './ConfirmRestore'
import { OldFilesKept } from './OldFilesKept'
import type { RestorePreview } from './types'

type Step =
  | { name: 'choose'; error: ErrorOf<SharedError> | null }
  | { name: 'passphrase' }
  | { name: 'confirm'; preview: RestorePreview }

/**
 * Restores a backup: an owner of now confirms it, or an owner in the backup if no accounts can be
 * read.
 */
export function Restore({ onClose }: { onClose: () => void }) {
  const isMember = useIsMember()
  // Log in offers no restore: there the dialog only shows the warning of the one that just ended.
  const isRestored = useAuth(({ screen }) => screen.name === 'logIn')
  if (isRestored) return <OldFilesKept onClose={onClose} />
  if (isMember) return <OwnersOnly title="restore.h1" message="restore.owner" onClose={onClose} />
  return <RestoreSteps onClose={onClose} />
}

/** The steps of a restore: choose a backup, enter its passphrase if encrypted, confirm. */
function RestoreSteps({ onClose }: { onClose: () => void }) {
  const { previewRestore } = useActions()
  const restoreFrom = useAuth(({ restoreFrom }) => restoreFrom)
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })

  const preview = async (input: DesktopInput<'previewRestore'>) => {
    const outcome = await previewRestore(input)
    if (outcome.ok && outcome.value) setStep({ name: 'confirm', preview: outcome.value })
    else if (!outcome.ok && requiresPassphrase(outcome.error)) setStep({ name: 'passphrase' })
    else if (!outcome.ok && input.passphrase === undefined) setStep({ name: 'choose', error: outcome.error })
    return outcome
  }
  // The backup was already chosen on the screen behind this dialog.
  useEffect(() => {
    if (restoreFrom !== null)
      void previewRestore({ id: restoreFrom }).then((outcome) => {
        if (outcome.ok && outcome.value) setStep({ name: 'confirm', preview: outcome.value })
        else if (!outcome.ok) setStep({ name: 'choose', error: outcome.error })
      })
  }, [restoreFrom, previewRestore])

  switch (step.name) {
    case 'choose':
      return <ChooseBackup error={step.error} onChoose={preview} onClose={onClose} />
    case 'passphrase':
      return <BackupPassphrase onOpen={(passphrase) => preview({ passphrase })} onClose={onClose} />
    case 'confirm':
      return <ConfirmRestore preview={step.preview} onClose={onClose} />
  }
}

function requiresPassphrase(error: ErrorOf<SharedError>): boolean {
  return error.code === 'invalidInput' && error.fields['passphrase'] === 'required'
}

import { useRef, useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { anyValue, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { ImportPreview, ImportResult } from './types'
import { ImportProgress } from './ImportProgress'
import { PreviewTable } from './PreviewTable'
import { pauseError, credentialsError } from '../../app/error-text'

const words = { wrongCredentials: credentialsError('lock.wrong'), tooManyAttempts: pauseError }

type ConfirmImportProps = {
  preview: ImportPreview
  onDone: (result: ImportResult) => void
  /** Called when main no longer holds the preview. */
  onPreviewExpired: (error: ErrorOf<SharedError>) => void
  onClose: () => void
}

/** Shows the preview and imports. Asks for a password if this computer already has accounts. */
export function ConfirmImport({ preview, onDone, onPreviewExpired, onClose }: ConfirmImportProps) {
  const text = useText()
  const announce = useAnnounce()
  const { importAccounts, cancelImport } = useActions()
  const needsPassword = useAuth(({ hasAccounts }) => hasAccounts)
  const password = useRef<HTMLInputElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const [cancelled, setCancelled] = useState(false)
  const form = useForm(
    { password: { rule: needsPassword ? notEmpty('login.pw.empty') : anyValue } },
    { place: 'import', words, credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const { id, file, rows } = preview
  const newKeyCount = rows.filter(({ status }) => status === 'noPassword').length
  const importableCount = newKeyCount + rows.filter(({ status }) => status === 'ready').length

  const submit = async () => {
    setCancelled(false)
    const outcome = await form.submit(() =>
      importAccounts(needsPassword ? { id, password: form.values.password } : { id }),
    )
    if (!outcome) return
    if (!outcome.ok) {
      if (outcome.error.code === 'invalidInput' && outcome.error.fields['id']) onPreviewExpired(outcome.error)
    } else if (outcome.value) {
      onDone(outcome.value)
    } else {
      setCancelled(true)
      announce.polite(text('import.cancelled'))
    }
  }
  const running = form.stage !== 'idle'
  const handleCancel = () => (running ? void cancelImport({ id }) : onClose())

  return (
    <Dialog
      title={text('import.h1')}
      wide
      onCancel={handleCancel}
      initialFocus={importableCount === 0 || !needsPassword ? cancel : password}
    >
      <p>{text('import.found', { n: rows.length, file })}</p>
      <PreviewTable rows={rows} />
      {newKeyCount > 0 && <Notice>{text('import.keys.first', { n: newKeyCount })}</Notice>}
      {importableCount === 0 && <Notice>{text('import.none')}</Notice>}
      {cancelled && <Notice>{text('import.cancelled')}</Notice>}
      <Form form={form} onSubmit={() => void submit()}>
        {needsPassword && importableCount > 0 && (
          <PasswordField field={form.field('password')} label={text('del.pw')} ref={password} />
        )}
        {running && <ImportProgress id={id} total={importableCount} />}
        <ButtonRow>
          {importableCount > 0 && (
            <SubmitButton busyText="busy.working" wide={false}>
              {text('import.go', { n: importableCount })}
            </SubmitButton>
          )}
          <Button ref={cancel} onClick={handleCancel}>
            {text('shell.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

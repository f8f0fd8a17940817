import { useRef, useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import { passwordAndCodeErrors, type SharedError } from '../../app/error-text'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordAndCode } from '../../forms/PasswordAndCode'
import { notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useRequiredCode } from '../../forms/use-required-code'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import type { ImportPreview, ImportResult } from './types'
import { ImportProgress } from './ImportProgress'
import { PreviewTable } from './PreviewTable'

type ConfirmImportProps = {
  preview: ImportPreview
  onDone: (result: ImportResult) => void
  /** Called when main no longer holds the preview. */
  onPreviewExpired: (error: ErrorOf<SharedError>) => void
  onClose: () => void
}

/** Shows the preview and imports, once the owner has entered password and code. */
export function ConfirmImport({ preview, onDone, onPreviewExpired, onClose }: ConfirmImportProps) {
  const text = useText()
  const announce = useAnnounce()
  const { importAccounts, cancelImport } = useActions()
  const password = useRef<HTMLInputElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const [cancelled, setCancelled] = useState(false)
  const { step, rule: codeRule, updateStep } = useRequiredCode()
  const form = useForm(
    { password: { rule: notEmpty('login.pw.empty') }, code: { rule: codeRule } },
    {
      place: 'import',
      words: passwordAndCodeErrors,
      credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' },
    },
  )
  const { id, file, rows } = preview
  const newKeyCount = rows.filter(({ status }) => status === 'noPassword').length
  const importableCount = newKeyCount + rows.filter(({ status }) => status === 'ready').length

  const submit = async () => {
    setCancelled(false)
    const { password, code } = form.values
    const outcome = await form.submit(() => importAccounts({ id, password, ...(step && { code }) }))
    updateStep(outcome)
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
      initialFocus={importableCount === 0 ? cancel : password}
    >
      <p>{text('import.found', { n: rows.length, file })}</p>
      <PreviewTable rows={rows} />
      {newKeyCount > 0 && <Notice>{text('import.keys.first', { n: newKeyCount })}</Notice>}
      {importableCount === 0 && <Notice>{text('import.none')}</Notice>}
      {cancelled && <Notice>{text('import.cancelled')}</Notice>}
      <Form form={form} onSubmit={() => void submit()}>
        {importableCount > 0 && (
          <PasswordAndCode
            password={form.field('password')}
            code={form.field('code')}
            step={step}
            passwordRef={password}
          />
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

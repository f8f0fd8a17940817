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
import { anything, filled } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { ImportPreview, ImportResult } from './types'
import { ImportProgress } from './ImportProgress'
import { PreviewTable } from './PreviewTable'
import { paused, refusedCredentials } from '../../app/error-text'

const words = { wrongCredentials: refusedCredentials('lock.wrong'), tooManyAttempts: paused }

type ConfirmImportProps = {
  preview: ImportPreview
  onDone: (result: ImportResult) => void
  /** The preview can't be used any more. */
  onLost: (error: ErrorOf<SharedError>) => void
  onClose: () => void
}

/** What would become of each account, the password where anybody has one here, and the deed with its way back. */
export function ConfirmImport({ preview, onDone, onLost, onClose }: ConfirmImportProps) {
  const text = useText()
  const announce = useAnnounce()
  const { importAccounts, cancelImport } = useActions()
  const asked = useAuth(({ hasAccounts }) => hasAccounts)
  const password = useRef<HTMLInputElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const [cancelled, setCancelled] = useState(false)
  const form = useForm(
    { password: { rule: asked ? filled('login.pw.empty') : anything } },
    { place: 'import', words, refused: { mark: ['password'], clear: ['password'], focus: 'password' } },
  )
  const { id, file, rows } = preview
  const keys = rows.filter(({ status }) => status === 'noPassword').length
  const n = keys + rows.filter(({ status }) => status === 'ready').length

  const go = async () => {
    setCancelled(false)
    const ended = await form.submit(() => importAccounts(asked ? { id, password: form.values.password } : { id }))
    if (!ended) return
    if (!ended.ok) {
      if (ended.error.code === 'invalidInput' && ended.error.fields['id']) onLost(ended.error)
    } else if (ended.value) {
      onDone(ended.value)
    } else {
      setCancelled(true)
      announce.polite(text('import.cancelled'))
    }
  }
  const running = form.stage !== 'idle'
  const leave = () => (running ? void cancelImport({ id }) : onClose())

  return (
    <Dialog title={text('import.h1')} wide onCancel={leave} initialFocus={n === 0 || !asked ? cancel : password}>
      <p>{text('import.found', { n: rows.length, file })}</p>
      <PreviewTable rows={rows} />
      {keys > 0 && <Notice>{text('import.keys.first', { n: keys })}</Notice>}
      {n === 0 && <Notice>{text('import.none')}</Notice>}
      {cancelled && <Notice>{text('import.cancelled')}</Notice>}
      <Form form={form} onSubmit={() => void go()}>
        {asked && n > 0 && <PasswordField field={form.field('password')} label={text('del.pw')} ref={password} />}
        {running && <ImportProgress id={id} total={n} />}
        <ButtonRow>
          {n > 0 && (
            <SubmitButton busyText="busy.working" wide={false}>
              {text('import.go', { n })}
            </SubmitButton>
          )}
          <Button ref={cancel} onClick={leave}>
            {text('shell.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

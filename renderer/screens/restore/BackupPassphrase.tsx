import { useRef } from 'react'
import type { DesktopOutcome } from '../../../preload/desktop'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { PasswordField } from '../../forms/PasswordField'
import { notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'

type BackupPassphraseProps = {
  onOpen: (passphrase: string) => Promise<DesktopOutcome<'previewRestore'>>
  onClose: () => void
}

/** Asks for the passphrase of an encrypted backup. A retry keeps the chosen file. */
export function BackupPassphrase({ onOpen, onClose }: BackupPassphraseProps) {
  const text = useText()
  const passphrase = useRef<HTMLInputElement>(null)
  const form = useForm({ passphrase: { rule: notEmpty('restore.pass.empty') } }, { place: 'restore' })
  return (
    <Dialog title={text('restore.h1')} onCancel={onClose} initialFocus={passphrase}>
      <p>{text('restore.pass.hint')}</p>
      <Form form={form} onSubmit={() => void form.submit(() => onOpen(form.values.passphrase))}>
        <PasswordField field={form.field('passphrase')} label={text('restore.pass')} ref={passphrase} />
        <ButtonRow>
          <SubmitButton busyText="busy.working" wide={false}>
            {text('restore.open')}
          </SubmitButton>
          <Button onClick={onClose}>{text('shell.cancel')}</Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

import { useRef } from 'react'
import type { Outcome } from '../../../preload/contract'
import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { Dialog } from '../../components/Dialog'
import { Form } from '../../components/Form'
import { PasswordField } from '../../components/PasswordField'
import { filled } from '../../components/rules'
import { SubmitButton } from '../../components/SubmitButton'
import { useForm } from '../../components/use-form'
import { useText } from '../../intl'

type BackupPassphraseProps = { onOpen: (passphrase: string) => Promise<Outcome<unknown>>; onClose: () => void }

/** The chosen backup is encrypted. A wrong passphrase can be tried again; the file need not be chosen again. */
export function BackupPassphrase({ onOpen, onClose }: BackupPassphraseProps) {
  const text = useText()
  const passphrase = useRef<HTMLInputElement>(null)
  const form = useForm({ passphrase: { rule: filled('restore.pass.empty') } }, { place: 'restore' })
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

import { useRef, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { anyValue } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'

/** Writes every account into a file that the user chooses, encrypted if a passphrase is given. */
export function BackUp({ onClose }: { onClose: () => void }) {
  const text = useText()
  const announce = useAnnounce()
  const { backUp } = useActions()
  const passphrase = useRef<HTMLInputElement>(null)
  const [path, setPath] = useState<string | null>(null)
  const form = useForm({ passphrase: { rule: anyValue } }, { place: 'backUp' })

  const save = async () => {
    const typed = form.values.passphrase
    const saved = await form.submit(() => backUp(typed === '' ? {} : { passphrase: typed }))
    if (!saved?.ok || !saved.value) return
    setPath(saved.value.path)
    announce.polite(text('backup.done', { path: saved.value.path }))
  }

  return (
    <Dialog title={text('backup.h1')} onCancel={onClose} initialFocus={passphrase}>
      <p>{text('backup.body')}</p>
      {path !== null && <Notice tone="success">{text('backup.done', { path })}</Notice>}
      <Form form={form} onSubmit={() => void save()}>
        <PasswordField
          field={form.field('passphrase')}
          label={text('backup.pw')}
          hint={text('backup.pw.hint')}
          autoComplete="new-password"
          optional
          ref={passphrase}
        />
        <ButtonRow>
          <SubmitButton busyText="busy.working" wide={false}>
            {text('backup.go')}
          </SubmitButton>
          <Button onClick={onClose}>{text(path === null ? 'shell.cancel' : 'shell.close')}</Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}

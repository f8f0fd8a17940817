import { useRef, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Dialog } from '../../ui/Dialog'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { PasswordAndCode } from '../../forms/PasswordAndCode'
import { anyValue, notEmpty } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { useForm } from '../../forms/use-form'
import { useRequiredCode } from '../../forms/use-required-code'
import { passwordAndCodeErrors } from '../../app/error-text'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { OwnersOnly } from '../owners-only/OwnersOnly'
import { useIsMember } from '../owners-only/use-is-member'

/** Backs up every account, if an owner asks. */
export function BackUp({ onClose }: { onClose: () => void }) {
  if (useIsMember()) return <OwnersOnly title="backup.h1" message="backup.owner" onClose={onClose} />
  return <BackUpForm onClose={onClose} />
}

/** Writes every account into a file that the user chooses, encrypted if a passphrase is given. */
function BackUpForm({ onClose }: { onClose: () => void }) {
  const text = useText()
  const announce = useAnnounce()
  const { backUp } = useActions()
  const passphrase = useRef<HTMLInputElement>(null)
  const [path, setPath] = useState<string | null>(null)
  const { step, rule: codeRule, updateStep } = useRequiredCode()
  const form = useForm(
    { passphrase: { rule: anyValue }, password: { rule: notEmpty('login.pw.empty') }, code: { rule: codeRule } },
    {
      place: 'backUp',
      words: passwordAndCodeErrors,
      credentialFields: { mark: ['password'], clear: ['password'], focus: 'password' },
    },
  )

  const save = async () => {
    const { passphrase, password, code } = form.values
    const input = { password, ...(step && { code }), ...(passphrase !== '' && { passphrase }) }
    const saved = await form.submit(() => backUp(input))
    updateStep(saved)
    if (!saved?.ok || !saved.value) return
    form.set('password', '')
    form.set('code', '')
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
        <PasswordAndCode password={form.field('password')} code={form.field('code')} step={step} />
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

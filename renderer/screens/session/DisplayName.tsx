import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { limits } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Fact } from '../../ui/FactList'
import { Form } from '../../forms/Form'
import type { Rule } from '../../forms/rules'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextField } from '../../forms/TextField'
import { useForm } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { InlineForm } from './InlineForm'
import styles from './DisplayName.module.css'

/**
 * Shows the display name, or a field to edit it. Closing the field moves the focus back to the Edit
 * button. The store holds the unsaved name (`draft`), so that unlocking can show it again.
 */
export function DisplayName({ displayName, draft }: { displayName: string; draft: string | null }) {
  const text = useText()
  const announce = useAnnounce()
  const opener = useRef<HTMLButtonElement>(null)
  const { setDraftName } = useActions()
  const [editing, setEditing] = useState(draft !== null)

  const close = (saved: boolean) => {
    flushSync(() => setEditing(false))
    setDraftName(null)
    opener.current?.focus()
    if (saved) announce.polite(text('profile.name.saved'))
  }

  return (
    <Fact term={text('profile.name')} named={editing}>
      {editing ? (
        <EditName displayName={draft ?? displayName} onDone={close} />
      ) : (
        <div className={styles['value']}>
          <span className={styles['name']}>{displayName}</span>
          <Button ref={opener} variant="link" onClick={() => setEditing(true)}>
            {text('profile.name.edit')}
          </Button>
        </div>
      )}
    </Fact>
  )
}

function EditName({ displayName, onDone }: { displayName: string; onDone: (saved: boolean) => void }) {
  const text = useText()
  const { updatePreferences, setDraftName } = useActions()
  const form = useForm({ displayName: { initial: displayName, rule: nameRule } }, { place: 'profile' })

  const typed = form.values.displayName
  useEffect(() => setDraftName(typed), [setDraftName, typed])

  const save = async () => {
    const outcome = await form.submit(() => updatePreferences({ displayName: typed }))
    if (outcome?.ok) onDone(true)
  }

  return (
    <div className={styles['edit']}>
      <InlineForm onCancel={() => onDone(false)}>
        <Form form={form} onSubmit={() => void save()}>
          <TextField
            field={form.field('displayName')}
            label={text('profile.name')}
            hint={text('profile.name.hint')}
            autoComplete="nickname"
            autoFocus
          />
          <ButtonRow>
            <SubmitButton busyText="busy.working" wide={false}>
              {text('shell.save')}
            </SubmitButton>
            <Button onClick={() => onDone(false)}>{text('shell.cancel')}</Button>
          </ButtonRow>
        </Form>
      </InlineForm>
    </div>
  )
}

const nameRule: Rule = (value) => {
  const name = value.trim()
  if (name === '') return { id: 'profile.name.empty' }
  return Array.from(name).length > limits.displayNameMaxCharacters ? { id: 'profile.name.long' } : null
}

import { useId, useState } from 'react'
import type { Preferences as UserPreferences } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Checkbox, ticked } from '../../forms/Checkbox'
import { StatusLine, type Status } from '../../ui/StatusLine'
import type { Field } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { systemOf } from '../shortcuts/shortcut-list'
import { IdleLimit } from './IdleLimit'
import styles from './Preferences.module.css'

/** Preferences for log-out, lock and visibility, saved at once. A refused change is undone. */
export function Preferences({ preferences }: { preferences: UserPreferences }) {
  const text = useText()
  const { current, status, save } = useOptimisticPreferences(preferences)
  const id = useId()
  const checkboxField = (name: 'lockWithSystem' | 'showOnLogIn', fieldName: string): Field => ({
    id: `${id}${name}`,
    name: fieldName,
    value: current[name] ? ticked : '',
    error: null,
    invalid: false,
    alertId: undefined,
    onChange: (value) => void save({ [name]: value === ticked }),
    onBlur: () => undefined,
  })
  const isLinux = systemOf(navigator.platform) === 'linux'
  return (
    <div className={styles['preferences']}>
      <IdleLimit minutes={current.idleMinutes} onChoose={(idleMinutes) => void save({ idleMinutes })} />
      <Checkbox
        field={checkboxField('lockWithSystem', 'lockOnSystemLock')}
        label={text(isLinux ? 'sec.lock.linux' : 'sec.lock')}
        {...(isLinux && { hint: text('sec.lock.linux.hint') })}
      />
      <Checkbox field={checkboxField('showOnLogIn', 'showOnLogIn')} label={text('sec.name')} />
      <StatusLine status={status} />
    </div>
  )
}

/** Shows a change at once and drops it if main does not save it. */
function useOptimisticPreferences(saved: UserPreferences) {
  const text = useText()
  const announce = useAnnounce()
  const { updatePreferences } = useActions()
  const [pending, setPending] = useState<Partial<UserPreferences>>({})
  const [status, setStatus] = useState<Status>(null)

  const save = async (change: Partial<UserPreferences>) => {
    setStatus(null)
    setPending((previous) => ({ ...previous, ...change }))
    const { ok } = await updatePreferences({ preferences: change })
    setPending((previous) => without(previous, change))
    setStatus({ ok, message: { id: ok ? 'sec.saved' : 'sec.failed' } })
    announce[ok ? 'polite' : 'assertive'](text(ok ? 'sec.saved' : 'sec.failed'))
  }
  return { current: { ...saved, ...pending }, status, save }
}

/** Removes a finished change, but not a newer one to the same preference. */
function without(pending: Partial<UserPreferences>, change: Partial<UserPreferences>): Partial<UserPreferences> {
  const remaining = Object.entries(pending).filter(([name, value]) => change[name as keyof UserPreferences] !== value)
  return Object.fromEntries(remaining)
}

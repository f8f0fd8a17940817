import { useId, useState } from 'react'
import type { Preferences as Chosen } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { Checkbox, ticked } from '../../forms/Checkbox'
import { StatusLine, type Status } from '../../ui/StatusLine'
import type { Field } from '../../forms/use-form'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { systemOf } from '../shortcuts/shortcut-list'
import { IdleLimit } from './IdleLimit'
import styles from './Preferences.module.css'

/** What the person decides about leaving and being named. Each choice is saved at once; a refused one goes back. */
export function Preferences({ preferences }: { preferences: Chosen }) {
  const text = useText()
  const { shown, status, choose } = useChoices(preferences)
  const id = useId()
  const box = (name: 'lockWithSystem' | 'showOnLogIn', fieldName: string): Field => ({
    id: `${id}${name}`,
    name: fieldName,
    value: shown[name] ? ticked : '',
    error: null,
    invalid: false,
    alertId: undefined,
    onType: (value) => void choose({ [name]: value === ticked }),
    onLeave: () => undefined,
  })
  const isLinux = systemOf(navigator.platform) === 'linux'
  return (
    <div className={styles['preferences']}>
      <IdleLimit minutes={shown.idleMinutes} onChoose={(idleMinutes) => void choose({ idleMinutes })} />
      <Checkbox
        field={box('lockWithSystem', 'lockOnSystemLock')}
        label={text(isLinux ? 'sec.lock.linux' : 'sec.lock')}
        {...(isLinux && { hint: text('sec.lock.linux.hint') })}
      />
      <Checkbox field={box('showOnLogIn', 'showOnLogIn')} label={text('sec.name')} />
      <StatusLine status={status} />
    </div>
  )
}

/** What is chosen stands there at once, and only stays if main has saved it. */
function useChoices(saved: Chosen) {
  const text = useText()
  const announce = useAnnounce()
  const { updatePreferences } = useActions()
  const [pending, setPending] = useState<Partial<Chosen>>({})
  const [status, setStatus] = useState<Status>(null)

  const choose = async (change: Partial<Chosen>) => {
    setStatus(null)
    setPending((now) => ({ ...now, ...change }))
    const { ok } = await updatePreferences({ preferences: change })
    setPending((now) => without(now, change))
    setStatus({ ok, message: { id: ok ? 'sec.saved' : 'sec.failed' } })
    announce[ok ? 'polite' : 'assertive'](text(ok ? 'sec.saved' : 'sec.failed'))
  }
  return { shown: { ...saved, ...pending }, status, choose }
}

/** A choice made meanwhile in the same place stays. */
function without(pending: Partial<Chosen>, change: Partial<Chosen>): Partial<Chosen> {
  const left = Object.entries(pending).filter(([name, value]) => change[name as keyof Chosen] !== value)
  return Object.fromEntries(left)
}

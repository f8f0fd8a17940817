import { useId } from 'react'
import { idleChoices, type IdleMinutes } from '../../../preload/contract'
import { Select } from '../../forms/Select'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import styles from './Preferences.module.css'

const choices: readonly IdleMinutes[] = [...idleChoices, null]

type IdleLimitProps = { minutes: IdleMinutes; onChoose: (minutes: IdleMinutes) => void }

/** Selects after how long without keyboard or pointer input the user is logged out. */
export function IdleLimit({ minutes, onChoose }: IdleLimitProps) {
  const text = useText()
  const { limit } = useFormats()
  const id = useId()
  return (
    <div className={styles['idle']}>
      <label htmlFor={id}>{text('sec.idle')}</label>
      <Select
        id={id}
        name="idleMinutes"
        value={String(minutes)}
        onChange={(event) => {
          const chosen = choices.find((choice) => String(choice) === event.target.value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {choice === null ? text('facts.idle.never') : limit(choice)}
          </option>
        ))}
      </Select>
    </div>
  )
}

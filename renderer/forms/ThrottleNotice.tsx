import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { AlertBlock } from '../ui/AlertBlock'
import { Notice } from '../ui/Notice'
import styles from './ThrottleNotice.module.css'

type PausedProps = { secondsLeft: number; help?: string | undefined }

/** Too many attempts: how long it lasts, and that nothing is blocked for ever. The digits tick for the eye alone. */
export function ThrottleNotice({ secondsLeft, help }: PausedProps) {
  const text = useText()
  const { clock, duration } = useFormats()
  if (secondsLeft === 0) return <Notice tone="success">{text('login.throttled.over')}</Notice>
  return (
    <AlertBlock tone="warn">
      <p className={styles['sentence']} aria-hidden="true">
        {text('login.throttled', { time: clock(secondsLeft) })}
      </p>
      <p className="visually-hidden">{text('login.throttled', { time: duration(secondsLeft) })}</p>
      {help !== undefined && <p className={styles['help']}>{help}</p>}
    </AlertBlock>
  )
}

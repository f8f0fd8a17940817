import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { AlertBlock } from '../ui/AlertBlock'
import { Notice } from '../ui/Notice'
import styles from './ThrottleNotice.module.css'

type ThrottleNoticeProps = { secondsLeft: number; help?: string | undefined }

/** The pause after too many attempts. The ticking digits are hidden from screen readers. */
export function ThrottleNotice({ secondsLeft, help }: ThrottleNoticeProps) {
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

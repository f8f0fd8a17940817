import { useEffect, type ReactNode } from 'react'
import { useText, type MessageKey } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import { useFormView } from './form-context'
import styles from './SubmitButton.module.css'
import type { Stage } from './use-busy'

type SubmitButtonProps = {
  busyText?: MessageKey
  variant?: 'primary' | 'danger'
  wide?: boolean
  children: ReactNode
}

/** Can always be pressed. During a pause a press announces how long it lasts. */
export function SubmitButton({
  busyText = 'busy.working',
  variant = 'primary',
  wide = true,
  children,
}: SubmitButtonProps) {
  const form = useFormView()
  const stage = form?.stage ?? 'idle'
  const paused = (form?.pause.secondsLeft ?? 0) > 0
  const progress = useProgressText(stage, busyText)
  const shown = stage !== 'idle' && stage !== 'pressed'
  return (
    <div className={styles['submit']}>
      <Button
        type="submit"
        variant={variant}
        wide={wide}
        busy={stage !== 'idle'}
        busyText={shown ? progress.busy : undefined}
        {...(paused && { 'aria-disabled': true })}
      >
        {children}
      </Button>
      {progress.slow !== null && <p className={styles['slow']}>{progress.slow}</p>}
    </div>
  )
}

/** The texts for a running action, announced when they change. */
function useProgressText(stage: Stage, busyText: MessageKey) {
  const text = useText()
  const { polite } = useAnnounce()
  const busy = text(busyText)
  const slow = stage === 'slow' ? text('busy.slow') : stage === 'verySlow' ? text('busy.verySlow') : null
  const announcement = stage === 'working' ? busy : slow
  useEffect(() => {
    if (announcement !== null) polite(announcement)
  }, [polite, announcement])
  return { busy, slow }
}

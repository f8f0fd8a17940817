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

/** Always pressable: what it cannot do at the moment it says, and for how long. */
export function SubmitButton({
  busyText = 'busy.working',
  variant = 'primary',
  wide = true,
  children,
}: SubmitButtonProps) {
  const form = useFormView()
  const stage = form?.stage ?? 'idle'
  const paused = (form?.pause.secondsLeft ?? 0) > 0
  const patience = usePatience(stage, busyText)
  const shown = stage !== 'idle' && stage !== 'pressed'
  return (
    <div className={styles['submit']}>
      <Button
        type="submit"
        variant={variant}
        wide={wide}
        busy={stage !== 'idle'}
        busyText={shown ? patience.busy : undefined}
        {...(paused && { 'aria-disabled': true })}
      >
        {children}
      </Button>
      {patience.slow !== null && <p className={styles['slow']}>{patience.slow}</p>}
    </div>
  )
}

/** The words for a deed that takes its time, spoken as they change. */
function usePatience(stage: Stage, busyText: MessageKey) {
  const text = useText()
  const { polite } = useAnnounce()
  const busy = text(busyText)
  const slow = stage === 'slow' ? text('busy.slow') : stage === 'verySlow' ? text('busy.verySlow') : null
  const spoken = stage === 'working' ? busy : slow
  useEffect(() => {
    if (spoken !== null) polite(spoken)
  }, [polite, spoken])
  return { busy, slow }
}

import { useText } from '../app/intl'
import { AlertBlock } from '../ui/AlertBlock'
import { ThrottleNotice } from './ThrottleNotice'
import type { FormView } from './use-form'

type FormAlertProps = { form: FormView; help?: string | undefined; onRetry: () => unknown }

/** The error of the form as a whole: wrong credentials, a pause, or a failure with a retry. */
export function FormAlert({ form, help, onRetry }: FormAlertProps) {
  const text = useText()
  const { alert, alertId, alertRef } = form
  if (!alert) return null
  if (alert.kind === 'pause') return <ThrottleNotice secondsLeft={form.pause.secondsLeft} help={help} />
  if (alert.kind === 'credentials') {
    return (
      <AlertBlock ref={alertRef} id={alertId}>
        {text(alert.message)}
      </AlertBlock>
    )
  }
  const { message, detail, final } = alert
  return (
    <AlertBlock
      ref={alertRef}
      id={alertId}
      detail={detail && text(detail)}
      onRetry={final ? undefined : () => void onRetry()}
    >
      {text(message)}
    </AlertBlock>
  )
}

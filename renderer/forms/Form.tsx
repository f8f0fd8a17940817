import type { ReactNode } from 'react'
import { FormAlert } from './FormAlert'
import styles from './Form.module.css'
import { FormProvider } from './form-context'
import { headingId } from '../ui/Screen'
import type { FormView } from './use-form'

type FormProps = {
  form: FormView
  /** The result is ignored, so that it can be `form.submit`. */
  onSubmit: () => unknown
  /** The id of the heading that labels the form; the screen's heading by default. */
  labelledBy?: string
  /** Shown during a pause: what the person can do meanwhile. */
  pauseHelp?: string
  children: ReactNode
}

/** A form with an alert block at its top. `noValidate` disables the browser's error bubbles. */
export function Form({ form, onSubmit, labelledBy = headingId, pauseHelp, children }: FormProps) {
  const { formRef, stage } = form
  return (
    <FormProvider value={form}>
      <form
        ref={formRef}
        className={styles['form']}
        noValidate
        aria-labelledby={labelledBy}
        aria-busy={stage !== 'idle'}
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <FormAlert form={form} help={pauseHelp} onRetry={onSubmit} />
        {children}
      </form>
    </FormProvider>
  )
}

import type { ReactNode } from 'react'
import { FormAlert } from './FormAlert'
import styles from './Form.module.css'
import { FormProvider } from './form-context'
import { headingId } from '../ui/Screen'
import type { FormView } from './use-form'

type FormProps = {
  form: FormView
  /** Takes whatever `form.submit` answers. */
  onSubmit: () => unknown
  /** The heading that names it; the screen's own where none is given. */
  labelledBy?: string
  /** What else can be done while main pauses. */
  pauseHelp?: string
  children: ReactNode
}

/** A real form without the browser's own bubbles: Enter submits, one alert block at the top, fields below each other. */
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
